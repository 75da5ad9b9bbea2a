using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Operations;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>
/// Online endpoints (spec/mfe.json: OnlineEndpoints_*). A change is made and committed before it is answered; the operation that clients are told of has
/// ended by then. The answer shows the resource as the service does at that moment: Creating or Updating, with the traffic of before.
/// </summary>
internal sealed class EndpointRoutes(EndpointStore endpoints, OperationStore operations, EndpointKeys keys, EndpointTokens tokens, ServingEndpoints serving, DeploymentLogs logs, TimeProvider time)
{
    private const int MostEndpoints = 100;
    private const string OperationKind = "oeidp";

    public void Map(ArmRoutes routes)
    {
        const string Endpoint = OnlineNames.Endpoints + "/{endpoint}";
        routes.Map("GET", OnlineNames.Endpoints, List);
        routes.Map("GET", Endpoint, Get);
        routes.Map("PUT", Endpoint, PutAsync);
        routes.Map("PATCH", Endpoint, PatchAsync);
        routes.Map("DELETE", Endpoint, Delete);
        routes.Map("POST", Endpoint + "/listKeys", ListKeys);
        routes.Map("POST", Endpoint + "/regenerateKeys", RegenerateKeysAsync);
        routes.Map("POST", Endpoint + "/token", GetToken);
    }

    private ArmAnswer List(ArmRequest request) => ArmList.Page(request, EndpointFilter.Select(request, endpoints.All), "count");

    private ArmAnswer Get(ArmRequest request) => ArmAnswer.Ok(endpoints.Require(request.Name("endpoint")));

    private async Task<ArmAnswer> PutAsync(ArmRequest request)
    {
        string name = request.Name("endpoint");
        JsonObject body = await request.ReadBodyAsync();
        (JsonObject answer, string operation) = ([], "");
        endpoints.Write(name, (batch, old) =>
        {
            if (old is null)
            {
                OnlineNames.Require("an endpoint", name);
                _ = endpoints.All.Count() < MostEndpoints ? true : throw ArmErrors.Invalid($"There are {MostEndpoints} endpoints already, as many as a subscription may have.");
            }

            JsonObject? before = old?.ToJson();
            JsonObject properties = body.Object("properties");
            JsonObject? givenKeys = properties["keys"] is null ? null : properties.Object("keys");
            EndpointRules.Complete(name, properties, before?.Object("properties"), endpoints.DeploymentsOf(name), deployment => serving.IsServing(name, deployment));
            operation = operations.Begin(batch, OperationKind, done: true);
            Resource made = endpoints.Make(name, body, old, operations.StatusUri(request, operation));
            batch.Put(made);
            if (old is null)
            {
                EndpointKeys.Create(batch, name, givenKeys, time.GetUtcNow());
            }

            answer = made.ToJson();
            answer.Object("properties")["provisioningState"] = old is null ? "Creating" : "Updating";
            answer.Object("properties")["traffic"] = before?.Object("properties").Object("traffic").DeepClone() ?? new JsonObject();
        });
        return ArmAnswer.Json(201, answer, operations.Headers(request, operation, $"{request.BaseUri}{request.Path}?api-version={request.ApiVersion}"));
    }

    private async Task<ArmAnswer> PatchAsync(ArmRequest request)
    {
        string name = request.Name("endpoint");
        JsonObject patch = await request.ReadBodyAsync();
        endpoints.Write(name, (batch, old) =>
        {
            Resource endpoint = old ?? throw ArmErrors.NotFound("online endpoint", name);
            JsonObject body = endpoint.ToJson();
            foreach (string member in (string[])["tags", "identity"])
            {
                if (patch[member] is { } value)
                {
                    body[member] = value.DeepClone();
                }
            }

            body.RequireTexts("tags");
            batch.Put(endpoints.Make(name, body, endpoint, null));
        });
        return ArmAnswer.Ok(endpoints.Require(name));
    }

    private ArmAnswer Delete(ArmRequest request)
    {
        string name = request.Name("endpoint");
        (string operation, string[] deployments) = ("", []);
        endpoints.Write(name, (batch, old) =>
        {
            if (old is not null)
            {
                deployments = [.. endpoints.DeploymentsOf(name).Select(deployment => deployment.Name)];
                endpoints.Delete(batch, old);
                keys.Delete(batch, name);
                operation = operations.Begin(batch, OperationKind, done: true);
            }
        });
        if (operation.Length == 0)
        {
            return ArmAnswer.NoContent();
        }

        Array.ForEach(deployments, deployment => logs.Delete(name, deployment));
        return ArmAnswer.Json(202, null, operations.Headers(request, operation, null));
    }

    private ArmAnswer ListKeys(ArmRequest request)
    {
        string name = RequireMode(request, EndpointAuthMode.Key, "It has no keys: POST …/token gives a token.");
        return ArmAnswer.Ok(keys.Of(name));
    }

    private async Task<ArmAnswer> RegenerateKeysAsync(ArmRequest request)
    {
        string name = RequireMode(request, EndpointAuthMode.Key, "It has no keys.");
        JsonObject body = await request.ReadBodyAsync();
        string key = body.Text("keyType")?.ToLowerInvariant() switch
        {
            "primary" => "primaryKey",
            "secondary" => "secondaryKey",
            string other => throw ArmErrors.Invalid($"'keyType' is '{other}'. Give Primary or Secondary."),
            null => throw ArmErrors.Invalid("'keyType' is missing. Give Primary or Secondary."),
        };
        string operation = "";
        endpoints.Write(name, (batch, _) =>
        {
            keys.Regenerate(batch, name, key, body.Text("keyValue"));
            operation = operations.Begin(batch, OperationKind, done: true);
        });
        return new ArmAnswer(202, default, operations.Headers(request, operation, null));
    }

    private ArmAnswer GetToken(ArmRequest request)
    {
        string name = RequireMode(request, EndpointAuthMode.AMLToken, "It takes keys: POST …/listKeys gives them.");
        EndpointToken token = tokens.Create(name, time.GetUtcNow());
        return ArmAnswer.Ok(new JsonObject
        {
            ["accessToken"] = token.AccessToken,
            ["tokenType"] = "Bearer",
            ["expiryTimeUtc"] = token.ExpiryTimeUtc,
            ["refreshAfterTimeUtc"] = token.RefreshAfterTimeUtc,
        });
    }

    private string RequireMode(ArmRequest request, EndpointAuthMode mode, string advice)
    {
        string name = request.Name("endpoint");
        EndpointAuthMode actual = EndpointRules.AuthModeOf(endpoints.Require(name).ToJson().Object("properties"));
        return actual == mode ? name : throw ArmErrors.Invalid($"The authMode of the endpoint '{name}' is {actual}. {advice}");
    }
}
