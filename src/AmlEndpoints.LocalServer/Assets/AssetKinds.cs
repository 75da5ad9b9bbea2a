using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Datastores;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>The kinds of assets, and what the service adds to the properties of each (spec/online-endpoint-2022.json shows it).</summary>
internal sealed class AssetKinds
{
    private readonly ModelFiles _files;
    private readonly BlobAccount _account;

    public AssetKinds(ModelFiles files, BlobAccount account)
    {
        (_files, _account) = (files, account);
        Models = new AssetKind("models", "model", ["modelUri", "modelType"], CompleteModel);
        All =
        [
            Models,
            new AssetKind("codes", "code", ["codeUri"], CompleteCode),
            new AssetKind("environments", "environment", ["image", "condaFile", "build", "osType", "inferenceConfig"], CompleteEnvironment),
        ];
    }

    /// <summary>Models.</summary>
    public AssetKind Models { get; }

    /// <summary>All kinds.</summary>
    public IReadOnlyList<AssetKind> All { get; }

    private void CompleteModel(JsonObject properties)
    {
        string uri = AssetPath.Normalize(properties.Text("modelUri") ?? throw ArmErrors.Invalid("'modelUri', where the model's files are, is missing."));
        properties["modelUri"] = uri;
        RequireFiles(uri);
        properties["modelType"] = properties.Text("modelType") ?? "custom_model";
        properties.Default("jobName", null);
        properties["flavors"] ??= new JsonObject();
    }

    private void CompleteCode(JsonObject properties)
    {
        string uri = properties.Text("codeUri") ?? throw ArmErrors.Invalid("'codeUri', where the code's files are, is missing.");
        RequireFiles(uri);
    }

    private static void CompleteEnvironment(JsonObject properties)
    {
        if (properties["image"] is null && properties["build"] is null && properties["condaFile"] is null)
        {
            throw ArmErrors.Invalid("An environment needs an 'image' or a 'build' context.");
        }

        properties["osType"] = properties.Text("osType") ?? "Linux";
        properties.Default("image", null);
        properties.Default("condaFile", null);
        properties["environmentType"] = "UserCreated";
    }

    private void RequireFiles(string uri)
    {
        string prefix = AssetPath.PrefixOf(uri, DatastoreRoutes.Name, _account.Container) ?? throw ArmErrors.NotSupported($"files at {uri}");
        if (_files.FilesBelow(prefix).Count == 0)
        {
            throw ArmErrors.Invalid($"There are no files at {uri}. Upload them first.");
        }
    }
}
