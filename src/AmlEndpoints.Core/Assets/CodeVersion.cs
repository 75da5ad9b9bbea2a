using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>A folder of code that a deployment runs (spec/mfe.json, CodeVersion).</summary>
/// <param name="json">The resource as the service gave it.</param>
public sealed class CodeVersion(JsonObject json) : AssetVersion(json)
{
    /// <summary>Where its files are, an https address.</summary>
    public string? CodeUri => Properties.Text("codeUri");
}
