using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>What the control plane answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers.</param>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonObject Properties => Json["properties"]!.AsObject();

    public string? State => (string?)Properties["provisioningState"];

    public string[] Names => [.. Json["value"]!.AsArray().Select(item => (string)item!["name"]!)];

    public string? ErrorCode => (string?)Json["error"]!["code"];

    public string? ErrorMessage => (string?)Json["error"]!["message"];

    public string? Header(string name) => Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : null;

    /// <summary>The answer itself when it has this status.</summary>
    public Reply Is(int status)
    {
        Assert.True(Status == status, $"{status} was expected, not {Status}: {Text}");
        return this;
    }
}
