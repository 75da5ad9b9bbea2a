using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>A version of an asset of the workspace, read from the resource (spec/mfe.json, AssetBase).</summary>
/// <param name="json">The resource as the service gave it.</param>
public abstract class AssetVersion(JsonObject json)
{
    /// <summary>The resource as the service gave it.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>The ARM id.</summary>
    public string Id => Json.Text("id") ?? "";

    /// <summary>The asset's name. The resource's own <c>name</c> is the version.</summary>
    public string Name => IdSegment(3) ?? "";

    /// <summary>The version.</summary>
    public string Version => IdSegment(1) ?? Json.Text("name") ?? "";

    /// <summary>What it is, in words of its makers.</summary>
    public string? Description => Content.Text("description");

    /// <summary>Names and values to find it by.</summary>
    public IReadOnlyDictionary<string, string> Tags => Content.Texts("tags");

    /// <summary>Names and values that are added once and not changed.</summary>
    public IReadOnlyDictionary<string, string> Properties => Content.Texts("properties");

    /// <summary>Whether lists leave it out. It can still be used by its version.</summary>
    public bool IsArchived => Content.Truth("isArchived") ?? false;

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt => Json.Member("systemData").Time("createdAt");

    /// <summary>Who created it.</summary>
    public string? CreatedBy => Json.Member("systemData").Text("createdBy");

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? LastModifiedAt => Json.Member("systemData").Time("lastModifiedAt");

    /// <summary>What the kind of asset adds.</summary>
    private protected JsonNode? Content => Json.Member("properties");

    /// <summary>The reference by which it is found: <c>name:version</c>.</summary>
    public override string ToString() => $"{Name}:{Version}";

    private string? IdSegment(int fromEnd)
    {
        string[] segments = Id.Split('/');
        return segments is [.., _, "versions", _] ? Uri.UnescapeDataString(segments[^fromEnd]) : null;
    }
}
