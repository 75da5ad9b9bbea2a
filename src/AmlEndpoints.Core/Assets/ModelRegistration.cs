using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>What a model is registered with.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Path">The file or folder to upload, or the address of one that is in the service: <c>azureml://…</c>, <c>runs:/…</c>.</param>
public sealed record ModelRegistration(string Name, string Path)
{
    /// <summary>The version; null for the next one.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// mlflow_model, custom_model or triton_model; null for what the files are: mlflow_model for a folder with an MLmodel file, else custom_model.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>The rest of the resource, such as its description and tags; the name, type and address above are put into it.</summary>
    public ResourceBody Body { get; init; } = new();

    internal bool IsAddress => DatastoreUri.IsAddress(Path);

    /// <summary>Whether a text is the address of something that is in the service, and not a path of the file system.</summary>
    public static bool IsAddressOf(string path) => DatastoreUri.IsAddress(path);

    /// <summary>What is registered, as people write it.</summary>
    public override string ToString() => Version is null ? Name : $"{Name}:{Version}";

    /// <summary>The type that goes to the service.</summary>
    /// <exception cref="AmlFileException">It is said to be an MLflow model and has no MLmodel file.</exception>
    internal string ResolveType()
    {
        bool isMlflow = !IsAddress && File.Exists(System.IO.Path.Combine(Path, "MLmodel"));
        if (Type == ModelTypes.Mlflow && !IsAddress && !isMlflow)
        {
            throw new AmlFileException(FileErrors.NotAModelFolder, "an mlflow_model is a folder with an MLmodel file, and there is none. Name the folder that has it, or make one with Export-AmlModel.", Path);
        }

        return Type ?? (isMlflow ? ModelTypes.Mlflow : ModelTypes.Custom);
    }

    /// <summary>The resource to send. Members that are not given are sent as azure-ai-ml sends them.</summary>
    internal ResourceBody ToBody(string modelUri)
    {
        ResourceBody body = Body.Copy();
        JsonObject properties = body.Json.Object("properties");
        properties.Object("properties");
        properties.Object("tags");
        properties.TryAdd("isAnonymous", false);
        properties.TryAdd("isArchived", false);
        return body.Set(ResolveType(), "properties", "modelType").Set(modelUri, "properties", "modelUri");
    }
}
