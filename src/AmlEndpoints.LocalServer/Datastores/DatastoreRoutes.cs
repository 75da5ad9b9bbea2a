using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Datastores;

/// <summary>The one datastore there is: the blobs of this server (spec/mfe.json: Datastores_*). Its secret is a SAS that lasts a day.</summary>
internal sealed class DatastoreRoutes(WorkspaceIdentity workspace, BlobAccount account, BlobSas sas, TimeProvider time)
{
    /// <summary>The name that azure-ai-ml uploads to.</summary>
    public const string Name = "workspaceblobstore";

    public void Map(ArmRoutes routes)
    {
        routes.Map("GET", "datastores", List);
        routes.Map("GET", "datastores/{name}", Get);
        routes.Map("POST", "datastores/{name}/listSecrets", ListSecrets);
        routes.Map("PUT", "datastores/{name}", ArmAnswer (_) => throw ArmErrors.NotSupported("creating a datastore"));
        routes.Map("DELETE", "datastores/{name}", ArmAnswer (_) => throw ArmErrors.NotSupported("deleting a datastore"));
    }

    private ArmAnswer List(ArmRequest request)
    {
        bool matches = request.Query("isDefault")?.ToLowerInvariant() != "false"
            && (request.Query("names") is not { Length: > 0 } names || names.Split(',').Contains(Name, StringComparer.OrdinalIgnoreCase))
            && (request.Query("searchText") is not { Length: > 0 } text || Name.Contains(text, StringComparison.OrdinalIgnoreCase));
        return ArmList.Page(request, matches ? [Make(request)] : [], "count");
    }

    private ArmAnswer Get(ArmRequest request) => ArmAnswer.Ok(Find(request));

    private ArmAnswer ListSecrets(ArmRequest request)
    {
        _ = Find(request);
        return ArmAnswer.Ok(new JsonObject { ["secretsType"] = "Sas", ["sasToken"] = CreateSas(sas, time) });
    }

    /// <summary>What lets a client read, create, write, delete and list for a day.</summary>
    public static string CreateSas(BlobSas sas, TimeProvider time) => sas.Create(time.GetUtcNow().AddDays(1), "rcwdl");

    private Resource Find(ArmRequest request) => request.Segment("name").Equals(Name, StringComparison.OrdinalIgnoreCase)
        ? Make(request)
        : throw ArmErrors.NotFound("datastore", request.Segment("name"));

    private Resource Make(ArmRequest request)
    {
        Resource resource = new("datastores", Name, [], workspace.CreatedAt, workspace.CreatedAt);
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["description"] = null,
                ["tags"] = null,
                ["properties"] = null,
                ["isDefault"] = true,
                ["credentials"] = new JsonObject { ["credentialsType"] = "Sas" },
                ["datastoreType"] = "AzureBlob",
                ["accountName"] = account.Name,
                ["containerName"] = account.Container,
                ["endpoint"] = request.Context.Request.Host.Value,
                ["protocol"] = "http",
                ["serviceDataAccessAuthIdentity"] = "None",
            },
        };
        return resource.With(ResourceJson.Envelope(body, workspace.IdOf(resource), Name, "Microsoft.MachineLearningServices/workspaces/datastores", workspace.CreatedAt, workspace.CreatedAt, authors: true));
    }
}
