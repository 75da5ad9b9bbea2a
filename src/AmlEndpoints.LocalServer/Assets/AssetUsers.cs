using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Online;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>Keeps the versions that deployments use: they load them again when the server starts.</summary>
internal sealed class AssetUsers(ResourceStore store, WorkspaceIdentity workspace)
{
    /// <summary>Refuses to let go what a deployment uses.</summary>
    /// <exception cref="ArmException">409, with the deployment.</exception>
    public void ThrowIfUsed(AssetKind kind, Resource version)
    {
        string id = workspace.IdOf(version);
        foreach (Resource deployment in store.Collections(OnlineNames.Endpoints + "/").SelectMany(store.List))
        {
            JsonObject properties = deployment.ToJson().Object("properties");
            if (string.Equals(properties.Text("model"), id, StringComparison.OrdinalIgnoreCase) || string.Equals(properties.Text("environmentId"), id, StringComparison.OrdinalIgnoreCase))
            {
                throw ArmErrors.InUse($"The {kind.Name} {version.Collection.Split('/')[1]}:{version.Name}", $"the deployment {deployment.Collection.Split('/')[1]}/{deployment.Name}");
            }
        }
    }
}
