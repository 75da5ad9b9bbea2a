using System.Buffers;
using System.Text;
using AmlEndpoints.Files;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Models;

/// <summary>Makes an MLflow model folder of an ONNX file: what <c>mlflow.onnx.save_model</c> does, without Python.</summary>
public static class ModelExporter
{
    internal const string OnnxFile = "model.onnx";
    internal const string CondaFile = "conda.yaml";
    internal const string PythonEnvFile = "python_env.yaml";
    internal const string RequirementsFile = "requirements.txt";
    internal const string ExampleFile = "input_example.json";
    internal const string ServingExampleFile = "serving_input_example.json";
    internal const string LoaderModule = "aml_onnx_records";

    /// <summary>Makes the folder; it is complete and has predicted its own input example when it appears.</summary>
    /// <param name="export">What to make of what.</param>
    /// <returns>What the new MLmodel file says.</returns>
    /// <exception cref="AmlFileException">The ONNX file cannot be loaded, columns do not fit it, or the folder exists.</exception>
    /// <exception cref="AmlInputException">The input example does not fit the model.</exception>
    public static MlflowModel Export(ModelExport export)
    {
        string destination = Path.TrimEndingDirectorySeparator(Path.GetFullPath(export.Destination));
        ThrowIfInTheWay(destination, export.Overwrite);
        OnnxGraph graph = OnnxGraph.Read(export.OnnxPath);
        ModelSignature signature = SignatureOf(export);
        string? parent = Path.GetDirectoryName(destination);
        if (parent is not null && !Directory.Exists(parent))
        {
            throw new AmlFileException(FileErrors.NotFound, "the folder in which the model folder should be made does not exist.", parent);
        }

        using AtomicFolder folder = new(destination);
        long size = CopyModel(export.OnnxPath, graph, folder.Temporary);
        WriteFiles(folder.Temporary);
        using (StreamWriter text = new(Path.Combine(folder.Temporary, MlflowModel.FileName)))
        {
            text.NewLine = "\n";
            MLmodelWriter.Write(text, signature, export.Columns is null, size, export.Metadata);
        }

        WriteExample(folder.Temporary, export.InputExample, export.Columns is null);
        folder.Keep();
        return MlflowModel.Read(destination);
    }

    // Only what is a model folder is ever replaced: -Force must not cost anyone other files.
    private static void ThrowIfInTheWay(string destination, bool overwrite)
    {
        if (File.Exists(destination))
        {
            throw new AmlFileException(FileErrors.Exists, "a file of this name exists. Choose another name for the folder.", destination);
        }

        bool filled = Directory.Exists(destination) && Directory.EnumerateFileSystemEntries(destination).Any();
        if (filled && !overwrite)
        {
            throw new AmlFileException(FileErrors.Exists, "the folder exists. Use -Force to replace it.", destination);
        }

        if (filled && !File.Exists(Path.Combine(destination, MlflowModel.FileName)))
        {
            throw new AmlFileException(FileErrors.Exists, $"the folder exists and is not a model folder (it has no {MlflowModel.FileName} file), so it is not replaced. Choose another name.", destination);
        }
    }

    private static ModelSignature SignatureOf(ModelExport export)
    {
        using OnnxModel model = OnnxModel.Load(export.OnnxPath);
        IReadOnlyList<SignatureField> outputs = [.. model.Outputs.Where(output => output.Dimensions.Length > 0).Select(output => output.ToTensorSpec())];
        ModelSignature signature = new(
            export.Columns is null ? [.. model.Inputs.Select(input => Unnamed(input.ToTensorSpec(), model.Inputs.Count))] : [.. export.Columns],
            outputs.Count < model.Outputs.Count ? null : [.. outputs.Select(output => Unnamed((TensorSpec)output, outputs.Count))],
            null);
        try
        {
            InputPlanner.Plan(signature, model.Inputs);
            return signature;
        }
        catch (FormatException error)
        {
            throw new AmlFileException(FileErrors.SignatureMismatch, $"{error.Message}.", export.OnnxPath, innerException: error);
        }
    }

    // A single tensor has no name, as infer_signature gives it: MLflow and Azure then take a plain list for it.
    private static TensorSpec Unnamed(TensorSpec tensor, int count) => count == 1 ? tensor with { Name = null } : tensor;

    private static long CopyModel(string onnxPath, OnnxGraph graph, string folder)
    {
        long size = 0;
        string source = Path.GetDirectoryName(Path.GetFullPath(onnxPath))!;
        foreach ((string from, string to) in graph.ExternalFiles.Select(file => (Path.Combine(source, file), Path.Combine(folder, file))).Append((onnxPath, Path.Combine(folder, OnnxFile))))
        {
            if (!Path.GetFullPath(to).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new AmlFileException(FileErrors.OnnxInvalid, $"the model's weights lie in '{from}', outside the folder of the ONNX file. Save the model with its weights beside it.", onnxPath);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            size += new FileInfo(to).Length;
        }

        return size;
    }

    private static void WriteFiles(string folder)
    {
        File.WriteAllText(Path.Combine(folder, CondaFile), PythonEnvironment.Conda);
        File.WriteAllText(Path.Combine(folder, PythonEnvFile), PythonEnvironment.Virtualenv);
        File.WriteAllText(Path.Combine(folder, RequirementsFile), PythonEnvironment.Requirements);
        string code = Path.Combine(folder, "code");
        Directory.CreateDirectory(code);
        using Stream loader = typeof(ModelExporter).Assembly.GetManifestResourceStream(LoaderModule + ".py")!;
        using FileStream file = File.Create(Path.Combine(code, LoaderModule + ".py"));
        loader.CopyTo(file);
    }

    private static void WriteExample(string folder, string? given, bool tensors)
    {
        using OnnxModel model = OnnxModel.Load(folder);
        using ScoringRun run = model.Rent();
        InputExample.Fill(model, run.Table, given);
        model.Run(run, CancellationToken.None);
        ArrayBufferWriter<byte> text = new();
        InputExample.Write(model.Plan, run.Table, tensors, text);
        string example = Encoding.UTF8.GetString(text.WrittenSpan);
        File.WriteAllText(Path.Combine(folder, ExampleFile), example);
        File.WriteAllText(Path.Combine(folder, ServingExampleFile), $"{{\"{(tensors ? "inputs" : "dataframe_split")}\": {example}}}");
    }
}
