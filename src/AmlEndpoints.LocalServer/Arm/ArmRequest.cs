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

    /// <summary>The resource's path as it was asked for, as it stands in an address.</summary>
    public string Path => context.Request.Path.ToUriComponent();

    /// <summary>The api-version that was asked for; answers name it in the addresses they give, and so it is escaped.</summary>
    public string ApiVersion => Uri.EscapeDataString(Query("api-version")!);

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
            // No length is no sign of no body: it may come in chunks.
            using MemoryStream text = new();
            await context.Request.Body.CopyToAsync(text, context.RequestAborted);
            text.Position = 0;
            JsonNode? body = optional && text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
            JsonObject json = body as JsonObject ?? throw ArmErrors.InvalidJson("a JSON object is needed.");
            ReadAll(json);
            return json;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw ArmErrors.InvalidJson(error.Message);
        }
    }

    // JsonNode finds out that a name stands twice, or that a text is no Unicode, when it is first asked, and not before.
    private static void ReadAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members)
                {
                    ReadAll(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    ReadAll(item);
                }

                break;
            default:
                _ = (node as JsonValue)?.TryGetValue(out string? _);
                break;
        }
    }
}
