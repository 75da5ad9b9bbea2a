using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>A registered environment: an image and the packages in it (spec/mfe.json, EnvironmentVersion).</summary>
/// <param name="json">The resource as the service gave it.</param>
public sealed class EnvironmentVersion(JsonObject json) : AssetVersion(json)
{
    /// <summary>The container image.</summary>
    public string? Image => Properties.Text("image");

    /// <summary>The packages as a conda file; the service gives it as JSON.</summary>
    public string? CondaFile => Properties.Text("condaFile");

    /// <summary>The operating system: Linux or Windows.</summary>
    public string? OSType => Properties.Text("osType");

    /// <summary>Who made it: Curated or UserCreated.</summary>
    public string? EnvironmentType => Properties.Text("environmentType");
}
