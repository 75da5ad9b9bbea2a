using AmlEndpoints.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Models;

/// <summary>Reads an MLmodel file: YAML with two JSON texts, the signature's inputs and outputs, in it.</summary>
internal static class MLmodelReader
{
    public static MlflowModel Read(string folder)
    {
        string path = Path.Combine(folder, MlflowModel.FileName);
        if (!File.Exists(path))
        {
            throw Directory.Exists(folder)
                ? new AmlFileException(FileErrors.NotAModelFolder, $"the folder has no {MlflowModel.FileName} file, so it is not an MLflow model. Export-AmlModel makes one from an ONNX file.", folder)
                : new AmlFileException(FileErrors.NotFound, "there is no such folder.", folder);
        }

        YamlMappingNode root = YamlFile.ReadMap(path, FileErrors.MLmodelInvalid);
        Dictionary<string, object?> properties = ToMap(root);
        return new MlflowModel(Path.GetFullPath(folder), ReadFlavors(root, path), ReadSignature(root, path), properties);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, object?>> ReadFlavors(YamlMappingNode root, string path)
    {
        if (Find(root, "flavors") is not { } node)
        {
            throw new AmlFileException(FileErrors.MLmodelInvalid, "the key 'flavors' is missing.", path, 1, 1);
        }

        if (node is not YamlMappingNode flavors)
        {
            throw Invalid(path, node, "'flavors' is not a map of flavors.");
        }

        Dictionary<string, IReadOnlyDictionary<string, object?>> result = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in flavors)
        {
            result[Text(key)] = value is YamlMappingNode flavor ? ToMap(flavor) : throw Invalid(path, value, $"the flavor '{key}' is not a map.");
        }

        return result;
    }

    private static ModelSignature? ReadSignature(YamlMappingNode root, string path) => Find(root, "signature") switch
    {
        null => null,
        YamlScalarNode { Value: null or "" or "null" or "~" } => null,
        YamlMappingNode signature => new ModelSignature(
            ReadPart(signature, "inputs", path, SignatureReader.ReadFields),
            ReadPart(signature, "outputs", path, SignatureReader.ReadFields),
            ReadPart(signature, "params", path, SignatureReader.ReadParameters)),
        YamlNode other => throw Invalid(path, other, "'signature' is not a map."),
    };

    private static T? ReadPart<T>(YamlMappingNode signature, string key, string path, Func<string, T> read)
        where T : class
    {
        YamlNode? node = Find(signature, key);
        if (node is null || ToValue(node) is null)
        {
            return null;
        }

        try
        {
            return node is YamlScalarNode { Value: string json } ? read(json) : throw new FormatException("it is not a JSON text");
        }
        catch (FormatException error)
        {
            throw new AmlFileException(FileErrors.SignatureInvalid, $"signature.{key} cannot be read: {error.Message}.", path, node.Start.Line, node.Start.Column, error);
        }
    }

    private static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node : null;

    private static Dictionary<string, object?> ToMap(YamlMappingNode map)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            values[Text(key)] = ToValue(value);
        }

        return values;
    }

    private static object? ToValue(YamlNode node) => node switch
    {
        YamlMappingNode map => ToMap(map),
        YamlSequenceNode list => list.Children.Select(ToValue).ToList(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "Null" or "NULL" or "~" } => null,
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private static AmlFileException Invalid(string path, YamlNode node, string message) =>
        new(FileErrors.MLmodelInvalid, message, path, node.Start.Line, node.Start.Column);
}
