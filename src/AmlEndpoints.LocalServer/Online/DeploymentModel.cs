using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Assets;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>Finds the registered model that a deployment names.</summary>
internal sealed partial class DeploymentModel(ResourceStore store, AssetKind models, WorkspaceIdentity workspace)
{
    private const string Provider = "/providers/Microsoft.MachineLearningServices";

    /// <summary>The model's version.</summary>
    /// <param name="properties">The deployment's properties; <c>model</c> becomes the version's ARM id.</param>
    /// <exception cref="ArmException">None is named, or there is none like it.</exception>
    public Resource Find(JsonObject properties)
    {
        string reference = properties.Text("model") ?? throw ArmErrors.Invalid("'model' is missing. A deployment without a model needs a container image of its own, which the local workspace cannot run.");
        Match match = Pattern().Match(reference);
        if (!match.Success || (match.Groups["place"] is { Success: true } place && !IsHere(place.Value)))
        {
            throw ArmErrors.Invalid($"'model' is '{reference}'. Give the ARM id of a version of a model in this workspace: {{workspace}}/models/{{name}}/versions/{{version}}.");
        }

        (string name, string version) = (match.Groups["name"].Value, match.Groups["version"].Value);
        Resource model = store.Find(models.VersionsOf(name), version) ?? throw ArmErrors.Invalid($"The model {name}:{version} does not exist. {Known(name)}");
        properties["model"] = model.ToJson().Text("id");
        return model;
    }

    // The id as ARM has it, or as azureml:// has it: without the provider.
    private bool IsHere(string place) =>
        place.Replace(Provider, "", StringComparison.OrdinalIgnoreCase).EndsWith(workspace.Id.Replace(Provider, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private string Known(string name)
    {
        ICollection<Resource> versions = store.List(models.VersionsOf(name));
        return versions.Count == 0 ? "Register it first." : $"There are the versions {string.Join(", ", versions.OrderBy(version => version.CreatedAt).Select(version => version.Name))}.";
    }

    [GeneratedRegex(@"^((?<place>.*)/models/(?<name>[^/]+)/versions/(?<version>[^/]+)|azureml:(?<name>[^:/@]+):(?<version>[^:/@]+))/?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
