using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>An answer of the control plane.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON text; empty for none.</param>
/// <param name="Headers">Headers beside the usual ones.</param>
internal readonly record struct ArmAnswer(int Status, ReadOnlyMemory<byte> Body, params (string Name, string Value)[] Headers)
{
    public static ArmAnswer Ok(JsonNode body) => Json(200, body);

    public static ArmAnswer Ok(Resource resource) => new(200, resource.Body);

    public static ArmAnswer NoContent() => new(204, default);

    public static ArmAnswer Json(int status, JsonNode? body, params (string Name, string Value)[] headers) => new(status, body.ToUtf8(), headers);

    /// <summary>Sends it, with the headers that the service puts on every answer (spec/online-endpoint-2022.json).</summary>
    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Pragma = "no-cache";
        response.Headers.Expires = "-1";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["x-ms-correlation-request-id"] = Guid.NewGuid().ToString();
        foreach ((string name, string value) in Headers ?? [])
        {
            response.Headers[name] = value;
        }

        if (!Body.IsEmpty)
        {
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
