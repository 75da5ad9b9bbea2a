using System.Text.Json.Nodes;

namespace AmlEndpoints.Yaml;

/// <summary>What a model file says. A member that the file does not name is null; defaults are the caller's.</summary>
public sealed record ModelSpec
{
    /// <summary>The model's name.</summary>
    public string? Name { get; init; }

    /// <summary>The version, as it is written (<c>1.10</c> stays <c>1.10</c>).</summary>
    public string? Version { get; init; }

    /// <summary>The absolute path of a local file or folder that exists, or a uri (<c>azureml://</c>, <c>runs:/</c>, <c>https://</c>) as it is written.</summary>
    public string? Path { get; init; }

    /// <summary>Whether <see cref="Path"/> is a uri and no local path.</summary>
    public bool IsUri => Path is not null && SpecPaths.IsUri(Path);

    /// <summary>The storage format: <c>custom_model</c>, <c>mlflow_model</c> or <c>triton_model</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The datastore to upload to.</summary>
    public string? Datastore { get; init; }

    /// <summary>The version's properties as they go on the wire: description, tags, properties, flavors, stage.</summary>
    public required JsonObject Properties { get; init; }
}
