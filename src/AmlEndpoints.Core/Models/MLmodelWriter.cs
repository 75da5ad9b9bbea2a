using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Models;

/// <summary>Writes an MLmodel file with the keys of MLflow 2 (mlflow.models.Model.to_dict), sorted as yaml.safe_dump sorts them.</summary>
internal static class MLmodelWriter
{
    /// <summary>Writes the file.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="signature">What the model takes and gives.</param>
    /// <param name="tensors">Whether the inputs are tensors, which decides the form of the example.</param>
    /// <param name="size">The size of the model's files in bytes.</param>
    /// <param name="metadata">Free text by name.</param>
    public static void Write(TextWriter text, ModelSignature signature, bool tensors, long size, IReadOnlyDictionary<string, string> metadata)
    {
        YamlMappingNode root = new()
        {
            { "flavors", Flavors() },
            { "mlflow_version", PythonEnvironment.MlflowVersion },
            { "model_size_bytes", size.ToString(CultureInfo.InvariantCulture) },
            { "model_uuid", Quoted(Guid.NewGuid().ToString("N")) },
            { "saved_input_example_info", Example(tensors) },
            { "signature", Signature(signature) },
            { "utc_time_created", Quoted(DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)) },
        };
        if (metadata.Count > 0)
        {
            root.Children.Add("metadata", new YamlMappingNode(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(Pair)));
        }

        StringWriter yaml = new() { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(yaml, assignAnchors: false);
        // YamlDotNet marks the end of the document, MLflow does not.
        text.Write(yaml.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal));
    }

    private static YamlMappingNode Flavors() => new()
    {
        {
            "onnx", new YamlMappingNode
            {
                { "code", "code" },
                { "data", ModelExporter.OnnxFile },
                { "onnx_session_options", new YamlScalarNode("null") },
                { "onnx_version", PythonEnvironment.OnnxVersion },
                { "providers", new YamlSequenceNode("CUDAExecutionProvider", "CPUExecutionProvider") },
            }
        },
        {
            "python_function", new YamlMappingNode
            {
                { "code", "code" },
                { "data", ModelExporter.OnnxFile },
                { "env", new YamlMappingNode { { "conda", ModelExporter.CondaFile }, { "virtualenv", ModelExporter.PythonEnvFile } } },
                { "loader_module", ModelExporter.LoaderModule },
                { "python_version", PythonEnvironment.PythonVersion },
            }
        },
    };

    private static YamlMappingNode Example(bool tensors)
    {
        YamlMappingNode example = new() { { "artifact_path", ModelExporter.ExampleFile } };
        if (!tensors)
        {
            example.Add("pandas_orient", "split");
        }

        example.Add("serving_input_path", ModelExporter.ServingExampleFile);
        example.Add("type", tensors ? "ndarray" : "dataframe");
        return example;
    }

    private static YamlMappingNode Signature(ModelSignature signature) => new()
    {
        { "inputs", Quoted(SignatureWriter.Write(signature.Inputs!)) },
        { "outputs", signature.Outputs is { } outputs ? Quoted(SignatureWriter.Write(outputs)) : new YamlScalarNode("null") },
        { "params", new YamlScalarNode("null") },
    };

    private static IEnumerable<YamlNode> Pair(KeyValuePair<string, string> pair) => [new YamlScalarNode(pair.Key), Quoted(pair.Value)];

    // Quoted, so that no reader takes the text for a number or a time.
    private static YamlScalarNode Quoted(string value) => new(value) { Style = ScalarStyle.SingleQuoted };
}
