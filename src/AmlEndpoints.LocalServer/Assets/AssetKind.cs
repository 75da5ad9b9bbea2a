using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>A kind of versioned asset: what differs between models, codes and environments.</summary>
/// <param name="Collection">The segment of the path.</param>
/// <param name="Name">What one is called.</param>
/// <param name="Fixed">Properties of a version that never change (<c>x-ms-mutability</c> in spec/mfe.json).</param>
/// <param name="Complete">Checks the properties of a version that is put, and adds what the service adds.</param>
internal sealed record AssetKind(string Collection, string Name, string[] Fixed, Action<JsonObject> Complete)
{
    /// <summary>The type of a container.</summary>
    public string Type => $"Microsoft.MachineLearningServices/workspaces/{Collection}";

    /// <summary>Where the versions of a container stand.</summary>
    public string VersionsOf(string name) => $"{Collection}/{name}/versions";
}
