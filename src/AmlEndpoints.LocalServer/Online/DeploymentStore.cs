using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>
/// The deployments in the store: as they were asked for, and apart from that as they serve (the last version that became ready), which is what comes
/// back when the server starts again.
/// </summary>
internal sealed class DeploymentStore(ResourceStore store, WorkspaceIdentity workspace, TimeProvider time)
{
    /// <summary>The collection of what serves.</summary>
    public const string Served = "served";

    /// <summary>The name of a deployment in <see cref="Served"/>.</summary>
    public static string Key(string endpoint, string deployment) => $"{endpoint}/{deployment}";

    /// <summary>The deployment, or null.</summary>
    public Resource? Find(string endpoint, string name) => store.Find(OnlineNames.DeploymentsOf(endpoint), name);

    /// <summary>The deployment.</summary>
    /// <exception cref="ArmException">404.</exception>
    public Resource Require(string endpoint, string name) => Find(endpoint, name) ?? throw NotFound(endpoint, name);

    /// <summary>There is no such deployment: 404.</summary>
    public static ArmException NotFound(string endpoint, string name) => ArmErrors.NotFound("online deployment", $"{endpoint}/{name}");

    /// <summary>Refuses to touch what is being changed.</summary>
    /// <exception cref="ArmException">409.</exception>
    public static void ThrowIfBusy(Resource deployment)
    {
        if (IsBusy(deployment))
        {
            throw ArmErrors.InProgress("deployment", deployment.Name);
        }
    }

    /// <summary>Whether an operation on it goes on.</summary>
    public static bool IsBusy(Resource deployment) => deployment.ToJson().Object("properties").Text("provisioningState") is "Creating" or "Updating" or "Scaling" or "Deleting";

    /// <summary>The resource of a deployment from a checked body.</summary>
    public Resource Make(string endpoint, string name, JsonObject body, Resource? old, string state)
    {
        DateTimeOffset now = time.GetUtcNow();
        Resource resource = new(OnlineNames.DeploymentsOf(endpoint), name, [], old?.CreatedAt ?? now, now);
        body["location"] = WorkspaceIdentity.Location;
        body["kind"] = "Managed";
        body.Object("properties")["provisioningState"] = state;
        return resource.With(ResourceJson.Envelope(body, workspace.IdOf(resource), name, "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments", resource.CreatedAt, now, authors: false));
    }

    /// <summary>The resource in another state.</summary>
    public Resource InState(Resource deployment, string state)
    {
        JsonObject body = deployment.ToJson();
        body.Object("properties")["provisioningState"] = state;
        return (deployment with { ModifiedAt = time.GetUtcNow() }).With(body);
    }
}
