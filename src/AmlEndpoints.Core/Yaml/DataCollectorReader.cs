using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>
/// The data collector of a deployment (azure-ai-ml entities/_deployment/data_collector.py and deployment_collection.py). In YAML the sampling rate
/// stands once, on the wire in each collection.
/// </summary>
internal static class DataCollectorReader
{
    private static readonly SpecKey[] _dataKeys =
    [
        new("name", "name", SpecValues.TextWith(ResourceNames.ProblemOfAsset)),
        new("version", "version", SpecValues.TextWith(ResourceNames.ProblemOfVersion)),
        new("path", null, SpecValues.Text),
    ];

    private static readonly SpecKey[] _collectionKeys =
    [
        new("enabled", "dataCollectionMode", ReadMode),
        new("data", "dataId", ReadData),
        new("client_id", "clientId", SpecValues.Text),
    ];

    private static readonly SpecKey[] _keys =
    [
        new("collections", "collections", ReadCollections),
        new("rolling_rate", "rollingRate", SpecValues.OneOf(("minute", "Minute"), ("hour", "Hour"), ("day", "Day"), ("month", "Month"), ("year", "Year"))),
        new("sampling_rate", null, SpecValues.Number(0, 1)),
        new("request_logging", "requestLogging", SpecValues.Map(new SpecKey("capture_headers", "captureHeaders", SpecValues.TextList))),
    ];

    public static JsonObject? Read(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _keys, source) is not { } map)
        {
            return null;
        }

        if (map["collections"] is null)
        {
            source.Add(node, $"'{key}' has no 'collections'. Name at least one, such as {{model_inputs: {{enabled: true}}}}.");
        }
        else if (map["sampling_rate"] is { } rate && map.Resource["collections"] is JsonObject collections)
        {
            foreach (JsonObject collection in collections.Select(pair => pair.Value).OfType<JsonObject>())
            {
                collection["samplingRate"] = SpecValues.Number(0, 1)(rate, $"{key}.sampling_rate", source);
            }
        }

        return map.Resource;
    }

    private static JsonObject? ReadCollections(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlMappingNode map)
        {
            source.Add(node, $"'{key}' must be a map of collections, and this is {SpecScalars.Describe(node)}.");
            return null;
        }

        JsonObject collections = [];
        foreach ((YamlNode name, YamlNode value) in SpecMap.Entries(map))
        {
            string collection = SpecScalars.TextOf(name);
            SpecMap? read = SpecMap.Read(value, $"{key}.{collection}", _collectionKeys, source);
            if (read is not null && read["enabled"] is null)
            {
                source.Add(name, $"'{key}.{collection}' has no 'enabled'. Give it true or false.");
            }

            collections[collection] = read?.Resource;
        }

        return collections;
    }

    private static JsonNode? ReadMode(YamlNode node, string key, SpecSource source) =>
        SpecScalars.ReadBoolean(node, key, source) is { } enabled ? enabled ? "Enabled" : "Disabled" : null;

    // An asset of the type data, which is there or which the service makes under this name.
    private static JsonNode? ReadData(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlMappingNode)
        {
            if (AssetReferenceReader.TryRead(SpecScalars.TextOf(node), "data", out AssetReference? reference, out string? problem))
            {
                return reference.Text;
            }

            source.Add(node, $"'{key}': {problem ?? $"it is no data asset. {AssetReferenceReader.Forms("data")}"}");
            return null;
        }

        SpecMap? map = SpecMap.Read(node, key, _dataKeys, source);
        string? name = map?.Resource["name"]?.GetValue<string>();
        string version = map?.Resource["version"]?.GetValue<string>() ?? "1";
        if (map is not null && map["name"] is null)
        {
            source.Add(node, $"'{key}' has no 'name'. Give the name of a data asset.");
        }

        return name is null ? null : $"azureml:{name}:{version}";
    }
}
