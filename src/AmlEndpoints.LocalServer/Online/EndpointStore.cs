using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>The endpoints in the store, and the same endpoints as they answer: a change of the first is one of the second.</summary>
internal sealed class EndpointStore(ResourceStore store, EndpointKeys keys, ServingEndpoints serving, WorkspaceIdentity workspace, ServerAddress address, TimeProvider time)
{
    // ManagedServiceIdentityType of spec/common-types/managedidentity.json.
    private static readonly string[] _identities = ["SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned", "None"];

    /// <summary>All endpoints.</summary>
    public IEnumerable<Resource> All => store.List(OnlineNames.Endpoints);

    /// <summary>The deployments of an endpoint.</summary>
    public ICollection<Resource> DeploymentsOf(string endpoint) => store.List(OnlineNames.DeploymentsOf(endpoint));

    /// <summary>The endpoint.</summary>
    /// <exception cref="ArmException">404.</exception>
    public Resource Require(string name) => store.Find(OnlineNames.Endpoints, name) ?? throw ArmErrors.NotFound("online endpoint", name);

    /// <summary>Changes an endpoint or what belongs to it, and lets it answer accordingly as soon as that is committed.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="write">The change; it gets the endpoint as it is, or null.</param>
    public void Write(string name, Action<ResourceStore.Batch, Resource?> write) =>
        store.Write(batch => write(batch, store.Find(OnlineNames.Endpoints, name)), () => Serve(name));

    /// <summary>Lets an endpoint answer as the store has it. What has gone answers what it has begun to, which nobody waits for.</summary>
    public void Serve(string name)
    {
        if (store.Find(OnlineNames.Endpoints, name) is not { } endpoint)
        {
            _ = serving.RemoveEndpointAsync(name);
        }
        else
        {
            JsonObject properties = endpoint.ToJson().Object("properties");
            JsonObject pair = keys.Of(name);
            serving.SetEndpoint(new EndpointSettings(
                name,
                EndpointRules.AuthModeOf(properties),
                pair.Text("primaryKey")!,
                pair.Text("secondaryKey")!,
                EndpointRules.Percents(properties, "traffic"),
                EndpointRules.Percents(properties, "mirrorTraffic")));
            foreach (string gone in serving.FindState(name)!.Deployments.Keys.Where(deployment => store.Find(OnlineNames.DeploymentsOf(name), deployment) is null))
            {
                _ = serving.RemoveDeploymentAsync(name, gone);
            }
        }
    }

    /// <summary>The resource of an endpoint from a checked body.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="body">The body.</param>
    /// <param name="old">What was there.</param>
    /// <param name="operationUri">The operation that makes it; null keeps the one that is named.</param>
    public Resource Make(string name, JsonObject body, Resource? old, string? operationUri)
    {
        DateTimeOffset now = time.GetUtcNow();
        Resource resource = new(OnlineNames.Endpoints, name, [], old?.CreatedAt ?? now, now);
        string id = workspace.IdOf(resource);
        body.RequireTexts("tags");
        body["location"] = WorkspaceIdentity.Location;
        body["kind"] = "Managed";
        body["identity"] = Identity(body.Object("identity"), old?.ToJson().Object("identity"));
        JsonObject properties = body.Object("properties");
        SetAddresses(properties, name);
        properties["provisioningState"] = "Succeeded";
        properties.Object("properties")["azureml.onlineendpointid"] = id.ToLowerInvariant();
        if (operationUri is not null)
        {
            properties.Object("properties")["AzureAsyncOperationUri"] = operationUri;
        }

        return resource.With(ResourceJson.Envelope(body, id, name, "Microsoft.MachineLearningServices/workspaces/onlineEndpoints", resource.CreatedAt, now, authors: false));
    }

    /// <summary>Names the address where the server listens now in the endpoints, if it was another one the last time.</summary>
    public void Move() => store.Write(batch =>
    {
        foreach (Resource endpoint in All)
        {
            JsonObject body = endpoint.ToJson();
            if (body.Object("properties").Text("scoringUri") != ScoringUri(endpoint.Name))
            {
                SetAddresses(body.Object("properties"), endpoint.Name);
                batch.Put(endpoint.With(body));
            }
        }
    });

    /// <summary>Deletes an endpoint with its deployments.</summary>
    /// <exception cref="ArmException">409: one of them is being changed.</exception>
    public void Delete(ResourceStore.Batch batch, Resource endpoint)
    {
        foreach (Resource deployment in DeploymentsOf(endpoint.Name))
        {
            DeploymentStore.ThrowIfBusy(deployment);
            batch.Delete(deployment);
            if (store.Find(DeploymentStore.Served, DeploymentStore.Key(endpoint.Name, deployment.Name)) is { } served)
            {
                batch.Delete(served);
            }
        }

        batch.Delete(endpoint);
    }

    private string ScoringUri(string name) => address.Uri + ScoringRoutes.ScoringPath(name);

    private void SetAddresses(JsonObject properties, string name)
    {
        properties["scoringUri"] = ScoringUri(name);
        properties["swaggerUri"] = address.Uri + ScoringRoutes.SwaggerPath(name);
    }

    private JsonObject Identity(JsonObject given, JsonObject? old)
    {
        string asked = given.Text("type") ?? "SystemAssigned";
        string type = _identities.FirstOrDefault(known => known.Equals(asked.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            ?? throw ArmErrors.Invalid($"'identity.type' is '{asked}'. Give {string.Join(" or ", _identities)}.");
        JsonObject identity = given.DeepClone().AsObject();
        identity["type"] = type;
        if (type.Contains("SystemAssigned", StringComparison.Ordinal))
        {
            identity["principalId"] = old?.Text("principalId") ?? Guid.NewGuid().ToString();
            identity["tenantId"] = workspace.WorkspaceGuid;
        }

        return identity;
    }
}
