using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>The keys of a model (azure-ai-ml _schema/assets/model.py, Microsoft's reference-yaml-model).</summary>
internal static class ModelSpecReader
{
    private static readonly SpecKey[] _keys =
    [
        new("$schema", null, SpecValues.Text),
        new("name", null, SpecValues.TextWith(ResourceNames.ProblemOfAsset)),
        new("version", null, SpecValues.TextWith(ResourceNames.ProblemOfVersion)),
        new("description", "description", SpecValues.Text),
        new("tags", "tags", SpecValues.TextMap),
        new("properties", "properties", SpecValues.TextMap),
        SpecKey.Own("path"),
        SpecKey.Own("type"),
        new("flavors", "flavors", ReadFlavors),
        new("stage", "stage", SpecValues.Text),
        new("datastore", null, SpecValues.Text),
        SpecKey.ReadOnly("id"),
        SpecKey.ReadOnly("creation_context"),
        SpecKey.ReadOnly("job_name"),
        SpecKey.ReadOnly("latest_version"),
        SpecKey.ReadOnly("utc_time_created"),
    ];

    // azure-ai-ml's names are the wire's too.
    private static readonly SpecValue _type = SpecValues.OneOf(("custom_model", "custom_model"), ("mlflow_model", "mlflow_model"), ("triton_model", "triton_model"));

    /// <summary>Reads a model file's root, or a model that is described in a deployment file.</summary>
    /// <param name="node">The map.</param>
    /// <param name="key">Its key; empty for a file.</param>
    /// <param name="source">The file.</param>
    public static ModelSpec? Read(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _keys, source) is not { } map)
        {
            return null;
        }

        string prefix = key.Length == 0 ? "" : $"{key}.";
        if (key.Length > 0 && map["path"] is null)
        {
            source.Add(node, $"'{key}' has no 'path'. Give the model's folder or file, or write azureml:<name>:<version> for a registered one.");
        }

        return new ModelSpec
        {
            Name = map.TextOf("name"),
            Version = map.TextOf("version"),
            Path = SpecPaths.ReadPathOrUri(map["path"], $"{prefix}path", source, fileToo: true),
            Type = map["type"] is { } type ? _type(type, $"{prefix}type", source)?.GetValue<string>() : null,
            Datastore = map.TextOf("datastore"),
            Properties = map.Resource,
        };
    }

    // On the wire a flavor's entries are inside of "data" (FlavorData in spec/mfe.json), and texts.
    private static JsonObject? ReadFlavors(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlMappingNode map)
        {
            source.Add(node, $"'{key}' must be a map of flavors, and this is {SpecScalars.Describe(node)}.");
            return null;
        }

        JsonObject flavors = [];
        foreach ((YamlNode name, YamlNode value) in SpecMap.Entries(map))
        {
            string flavor = SpecScalars.TextOf(name);
            flavors[flavor] = new JsonObject { ["data"] = SpecValues.TextMap(value, $"{key}.{flavor}", source) };
        }

        return flavors;
    }
}
