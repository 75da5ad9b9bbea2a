using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;

namespace AmlEndpoints.LocalServer.Workspace;

/// <summary>The workspace itself (spec/machineLearningServices.json: Workspaces_Get and the lists).</summary>
internal sealed class WorkspaceRoutes(WorkspaceIdentity workspace, Action stop)
{
    private const string Collection = "providers/Microsoft.MachineLearningServices/workspaces";

    public void Map(ArmRoutes routes)
    {
        routes.Map("GET", "", Get);
        routes.Map("POST", "stop", Stop);
        routes.MapSubscription("GET", Collection, ListAsync);
        routes.MapSubscription("GET", $"resourceGroups/{{resourceGroup}}/{Collection}", ListInGroupAsync);
    }

    // Ours: Azure has no server that one could stop.
    private ArmAnswer Stop(ArmRequest request)
    {
        stop();
        return new ArmAnswer(202, default);
    }

    private ArmAnswer Get(ArmRequest request) => ArmAnswer.Ok(ToJson(request));

    private Task<ArmAnswer> ListAsync(ArmRequest request) => Task.FromResult(ArmAnswer.Ok(new JsonObject { ["value"] = new JsonArray(ToJson(request)) }));

    private Task<ArmAnswer> ListInGroupAsync(ArmRequest request) => request.Segment("resourceGroup").Equals(WorkspaceIdentity.ResourceGroupName, StringComparison.OrdinalIgnoreCase)
        ? ListAsync(request)
        : throw new ArmException(404, "ResourceGroupNotFound", $"Resource group '{request.Segment("resourceGroup")}' could not be found.");

    private JsonObject ToJson(ArmRequest request) => ResourceJson.Envelope(
        new JsonObject
        {
            ["location"] = WorkspaceIdentity.Location,
            ["tags"] = new JsonObject(),
            ["kind"] = "Default",
            ["sku"] = new JsonObject { ["name"] = "Basic", ["tier"] = "Basic" },
            ["properties"] = new JsonObject
            {
                ["friendlyName"] = WorkspaceIdentity.WorkspaceName,
                ["description"] = "A local workspace",
                ["workspaceId"] = workspace.WorkspaceGuid,
                ["provisioningState"] = "Succeeded",
                ["publicNetworkAccess"] = "Disabled",
                ["v1LegacyMode"] = false,
                ["discoveryUrl"] = $"{request.BaseUri}/discovery",
            },
        },
        workspace.Id,
        WorkspaceIdentity.WorkspaceName,
        "Microsoft.MachineLearningServices/workspaces",
        workspace.CreatedAt,
        workspace.CreatedAt,
        authors: true);
}
