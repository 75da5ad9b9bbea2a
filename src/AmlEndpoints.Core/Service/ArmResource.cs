using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>A resource as Azure Resource Manager gives it: what all kinds have, read from the JSON.</summary>
/// <param name="json">The resource.</param>
public abstract class ArmResource(JsonObject json)
{
    /// <summary>All of the resource, also what this module does not know.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>The ARM id.</summary>
    public string Id => Json.Text("id") ?? "";

    /// <summary>The region, or <c>local</c>.</summary>
    public string? Location => Json.Text("location");

    /// <summary>Free text.</summary>
    public string? Description => Properties.Text("description");

    /// <summary>Labels.</summary>
    public virtual IReadOnlyDictionary<string, string> Tags => Json.Texts("tags");

    /// <summary>Creating, Updating, Deleting, Scaling, Succeeded, Failed or Canceled.</summary>
    public string? ProvisioningState => Properties.Text("provisioningState");

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt => Json.Member("systemData").Time("createdAt");

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? LastModifiedAt => Json.Member("systemData").Time("lastModifiedAt");

    /// <summary>Who created it.</summary>
    public string? CreatedBy => Json.Member("systemData").Text("createdBy");

    private protected JsonNode? Properties => Json.Member("properties");

    /// <summary>A part of the id: what stands behind a segment, such as <c>onlineEndpoints</c>.</summary>
    private protected string PartOfId(string segment)
    {
        string[] parts = Id.Split('/');
        int index = Array.FindIndex(parts, part => string.Equals(part, segment, StringComparison.OrdinalIgnoreCase));
        return index >= 0 && index + 1 < parts.Length ? parts[index + 1] : "";
    }
}
