using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;

namespace AmlEndpoints.LocalServer.Store;

/// <summary>A resource as it is answered: its JSON text. It is never changed, only replaced.</summary>
/// <param name="Collection">What it is one of, such as <c>models/iris/versions</c>.</param>
/// <param name="Name">Its name in there.</param>
/// <param name="Body">The JSON text, UTF-8.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ModifiedAt">When it was changed last.</param>
internal sealed record Resource(string Collection, string Name, byte[] Body, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <summary>The body as a copy to work with.</summary>
    public JsonObject ToJson() => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The resource with another body.</summary>
    public Resource With(JsonObject body) => this with { Body = body.ToUtf8() };
}
