using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>A request to the control plane, as its operations read it.</summary>
internal sealed class ArmRequest(HttpContext context)
{
    /// <summary>The request itself.</summary>
    public HttpContext Context => context;

    /// <summary>The server's address, without a slash at the end.</summary>
    public string BaseUri => $"http://{context.Request.Host}";

    /// <summary>The resource's path as it was asked for.</summary>
    public string Path => context.Request.Path;

    /// <summary>The api-version that was asked for; answers name it in the addresses they give.</summary>
    public string ApiVersion => Query("api-version")!;

    /// <summary>A segment of the path.</summary>
    public string Segment(string name) => (string)context.Request.RouteValues[name]!;

    /// <summary>A parameter of the query, or null.</summary>
    public string? Query(string name) => context.Request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) && value.Count > 0 ? value[^1] : null;

    /// <summary>A whole number of the query.</summary>
    public int? QueryNumber(string name) => Query(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
        : throw ArmErrors.Invalid($"'{name}' takes a whole number, not '{text}'.");

    /// <summary>A comma list of the query.</summary>
    public string[] QueryList(string name) => Query(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The body, which must be a JSON object.</summary>
    /// <param name="optional">Whether no body is an empty object.</param>
    public async Task<JsonObject> ReadBodyAsync(bool optional = false)
    {
        try
        {
            JsonNode? body = optional && context.Request.ContentLength is null or 0
                ? new JsonObject()
                : await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            JsonObject json = body as JsonObject ?? throw ArmErrors.InvalidJson("a JSON object is needed.");

            // JsonObject finds out that a name stands twice when it is first asked, and not before.
            _ = json.ContainsKey("");
            return json;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw ArmErrors.InvalidJson(error.Message);
        }
    }
}
