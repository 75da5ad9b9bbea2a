using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Operations;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>Online deployments (spec/mfe.json: OnlineDeployments_*).</summary>
internal sealed class DeploymentRoutes(EndpointStore endpoints, DeploymentStore deployments, DeploymentModel models, DeploymentRunner runner, DeploymentLogs logs, OperationStore operations)
{
    private const int MostDeployments = 20;

    public void Map(ArmRoutes routes)
    {
        const string Deployments = OnlineNames.Endpoints + "/{endpoint}/deployments";
        const string Deployment = Deployments + "/{deployment}";
        routes.Map("GET", Deployments, List);
        routes.Map("GET", Deployment, Get);
        routes.Map("PUT", Deployment, PutAsync);
        routes.Map("PATCH", Deployment, PatchAsync);
        routes.Map("DELETE", Deployment, Delete);
        routes.Map("POST", Deployment + "/getLogs", GetLogsAsync);
        routes.Map("GET", Deployment + "/skus", ListSkus);
    }

    private ArmAnswer List(ArmRequest request)
    {
        string endpoint = endpoints.Require(request.Name("endpoint")).Name;
        return ArmList.Page(request, endpoints.DeploymentsOf(endpoint).OrderBy(deployment => deployment.CreatedAt), "$top");
    }

    private ArmAnswer Get(ArmRequest request)
    {
        (string endpoint, string name) = NamesOf(request);
        return ArmAnswer.Ok(deployments.Require(endpoint, name));
    }

    private async Task<ArmAnswer> PutAsync(ArmRequest request)
    {
        (string endpoint, string name) = (request.Name("endpoint"), request.Name("deployment"));
        JsonObject body = await request.ReadBodyAsync();
        return Begin(request, endpoint, name, 201, (old, before) =>
        {
            if (old is null)
            {
                OnlineNames.Require("a deployment", name);
                _ = endpoints.DeploymentsOf(endpoint).Count < MostDeployments ? true : throw ArmErrors.Invalid($"The endpoint '{endpoint}' has {MostDeployments} deployments already, as many as it may have.");
            }

            return (body, old is null ? "Creating" : "Updating");
        });
    }

    private async Task<ArmAnswer> PatchAsync(ArmRequest request)
    {
        (string endpoint, string name) = NamesOf(request);
        JsonObject patch = await request.ReadBodyAsync();
        if (patch.Object("sku").Number("capacity") is not null)
        {
            return Begin(request, endpoint, name, 202, (_, body) => (Patched(body ?? throw DeploymentStore.NotFound(endpoint, name), patch), "Scaling"));
        }

        endpoints.Write(endpoint, (batch, _) =>
        {
            Resource old = deployments.Require(endpoint, name);
            DeploymentStore.ThrowIfBusy(old);
            JsonObject body = Patched(old.ToJson(), patch);
            body.RequireTexts("tags");
            batch.Put(deployments.Make(endpoint, name, body, old, body.Object("properties").Text("provisioningState")!));
        });
        return ArmAnswer.Ok(deployments.Require(endpoint, name));
    }

    // PartialMinimalTrackedResourceWithSku: the path on which a deployment is scaled.
    private static JsonObject Patched(JsonObject body, JsonObject patch)
    {
        body["tags"] = patch["tags"]?.DeepClone() ?? body["tags"]?.DeepClone();
        foreach ((string key, JsonNode? value) in patch.Object("sku"))
        {
            body.Object("sku")[key] = value?.DeepClone();
        }

        return body;
    }

    private ArmAnswer Begin(ArmRequest request, string endpoint, string name, int status, Func<Resource?, JsonObject?, (JsonObject Body, string State)> change)
    {
        (Resource? made, string operation) = (null, "");
        endpoints.Write(endpoint, (batch, parent) =>
        {
            _ = parent ?? throw ArmErrors.NotFound("online endpoint", endpoint);
            Resource? old = deployments.Find(endpoint, name);
            if (old is not null)
            {
                DeploymentStore.ThrowIfBusy(old);
            }

            JsonObject? before = old?.ToJson();
            (JsonObject body, string state) = change(old, old?.ToJson());
            DeploymentRules.Complete(name, body, before);
            _ = models.Find(body.Object("properties"));
            operation = operations.Begin(batch, DeploymentRunner.OperationKind, done: false);
            body.Object("properties").Object("properties")["AzureAsyncOperationUri"] = operations.StatusUri(request, operation);
            made = deployments.Make(endpoint, name, body, old, state);
            batch.Put(made);
            if (old is null)
            {
                logs.Delete(endpoint, name);
            }
        });
        runner.Start(endpoint, made!, operation);
        return status == 201
            ? new ArmAnswer(201, made!.Body, operations.Headers(request, operation, $"{request.BaseUri}{request.Path}?api-version={request.ApiVersion}"))
            : new ArmAnswer(202, default, operations.Headers(request, operation, null));
    }

    private ArmAnswer Delete(ArmRequest request)
    {
        (string endpoint, string name) = (request.Name("endpoint"), request.Name("deployment"));
        string operation = "";
        endpoints.Write(endpoint, (batch, parent) =>
        {
            if (parent is not null && deployments.Find(endpoint, name) is { } deployment)
            {
                DeploymentStore.ThrowIfBusy(deployment);
                batch.Put(WithoutTraffic(parent, name));
                runner.Forget(batch, endpoint, deployment);
                operation = operations.Begin(batch, DeploymentRunner.OperationKind, done: true);
            }
        });
        if (operation.Length == 0)
        {
            return ArmAnswer.NoContent();
        }

        logs.Delete(endpoint, name);
        return ArmAnswer.Json(202, null, operations.Headers(request, operation, null));
    }

    private static Resource WithoutTraffic(Resource endpoint, string deployment)
    {
        JsonObject body = endpoint.ToJson();
        foreach (string map in (string[])["traffic", "mirrorTraffic"])
        {
            JsonObject traffic = body.Object("properties").Object(map);
            if (traffic.Number(deployment) is { } percent and > 0)
            {
                throw ArmErrors.Invalid($"The deployment '{deployment}' has {percent} percent of the {(map == "traffic" ? "traffic" : "mirror traffic")} of the endpoint '{endpoint.Name}'. Set it to 0 first.");
            }

            traffic.Remove(deployment);
        }

        return endpoint.With(body);
    }

    private async Task<ArmAnswer> GetLogsAsync(ArmRequest request)
    {
        (string endpoint, string name) = NamesOf(request);
        _ = deployments.Require(endpoint, name);
        JsonObject body = await request.ReadBodyAsync(optional: true);
        bool initializer = body.Text("containerType")?.ToLowerInvariant() switch
        {
            null or "inferenceserver" => false,
            "storageinitializer" => true,
            string other => throw ArmErrors.Invalid($"'containerType' is '{other}'. Give InferenceServer or StorageInitializer."),
        };
        return ArmAnswer.Ok(new JsonObject { ["content"] = logs.Of(endpoint, name).Tail(body.Number("tail") ?? int.MaxValue, initializer) });
    }

    private ArmAnswer ListSkus(ArmRequest request)
    {
        (string endpoint, string name) = NamesOf(request);
        _ = deployments.Require(endpoint, name);
        JsonObject sku = new()
        {
            ["resourceType"] = "Microsoft.MachineLearning.Services/endpoints/deployments",
            ["sku"] = new JsonObject { ["name"] = "Default", ["tier"] = "Standard" },
            ["capacity"] = new JsonObject { ["minimum"] = 1, ["maximum"] = 50, ["default"] = 1, ["scaleType"] = "Manual" },
        };
        return ArmAnswer.Ok(new JsonObject { ["value"] = new JsonArray(sku) });
    }

    private (string Endpoint, string Name) NamesOf(ArmRequest request) => (endpoints.Require(request.Name("endpoint")).Name, request.Name("deployment"));
}
