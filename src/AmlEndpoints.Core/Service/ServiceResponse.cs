using System.Text.Json.Nodes;
using Azure;

namespace AmlEndpoints.Service;

/// <summary>A good answer of the service.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON object in it; null when there is none, such as after a deletion, whose body is <c>null</c>.</param>
/// <param name="AsyncOperation">Where the status of the operation is that was begun.</param>
/// <param name="Location">Where its result will be, or the resource itself.</param>
/// <param name="RetryAfter">How long to wait before asking again.</param>
internal sealed record ServiceResponse(int Status, JsonObject? Body, string? AsyncOperation, string? Location, TimeSpan? RetryAfter)
{
    public static ServiceResponse From(Response response, DateTimeOffset now) => new(
        response.Status,
        WireJson.TryParse(response.Content) as JsonObject,
        Header(response, "Azure-AsyncOperation"),
        Header(response, "Location"),
        Service.RetryAfter.Parse(Header(response, "Retry-After"), now));

    /// <summary>The header's value, if the answer has it.</summary>
    public static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
