using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>A version of an asset of the workspace (spec/mfe.json, AssetBase).</summary>
/// <param name="json">The resource as the service gave it.</param>
public abstract class AssetVersion(JsonObject json) : ArmResource(json)
{
    /// <summary>The asset's name. The resource's own <c>name</c> is the version.</summary>
    public string Name => IdParts is [.., { } name, _, _] ? Uri.UnescapeDataString(name) : "";

    /// <summary>The version.</summary>
    public string Version => IdParts is [.., { } version] ? Uri.UnescapeDataString(version) : Json.Text("name") ?? "";

    /// <summary>Names and values to find it by. Assets have them among their properties.</summary>
    public override IReadOnlyDictionary<string, string> Tags => Properties.Texts("tags");

    /// <summary>Names and values that cannot be changed once they are there: the asset's own properties.</summary>
    public IReadOnlyDictionary<string, string> Property => Properties.Texts("properties");

    /// <summary>Whether lists leave it out. It can still be used by its version.</summary>
    public bool IsArchived => Properties.Truth("isArchived") ?? false;

    /// <summary>The reference by which it is found: <c>name:version</c>.</summary>
    public override string ToString() => $"{Name}:{Version}";

    private string[] IdParts => Id.Split('/') is [.., _, "versions", _] parts ? parts : [];
}
