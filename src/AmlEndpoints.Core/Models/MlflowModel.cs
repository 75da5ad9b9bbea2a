namespace AmlEndpoints.Models;

/// <summary>What an MLmodel file says of a model folder (mlflow.models.Model), of MLflow 1.x to 3.x alike.</summary>
/// <param name="Folder">The absolute path of the folder.</param>
/// <param name="Flavors">The flavors by name, each with its keys as they stand in the file.</param>
/// <param name="Signature">What the model takes and gives, or null if the file has none.</param>
/// <param name="Properties">Every top-level key as it stands in the file, known to us or not: text, lists and maps.</param>
public sealed record MlflowModel(
    string Folder,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Flavors,
    ModelSignature? Signature,
    IReadOnlyDictionary<string, object?> Properties)
{
    /// <summary>The name of the file that makes a folder an MLflow model.</summary>
    public const string FileName = "MLmodel";

    /// <summary>The MLflow release that wrote the folder, written since 1.26.</summary>
    public string? MlflowVersion => Properties.GetValueOrDefault("mlflow_version") as string;

    /// <summary>The 32 hexadecimal digits that tell this model from others.</summary>
    public string? ModelUuid => Properties.GetValueOrDefault("model_uuid") as string;

    /// <summary>The flavor that we run: <c>onnx</c>.</summary>
    /// <exception cref="AmlFileException">The folder has other flavors only.</exception>
    public IReadOnlyDictionary<string, object?> OnnxFlavor => Flavors.TryGetValue("onnx", out IReadOnlyDictionary<string, object?>? flavor)
        ? flavor
        : throw new AmlFileException(
            FileErrors.NoOnnxFlavor,
            $"the model has no onnx flavor, only {string.Join(", ", Flavors.Keys)}. Predictions run in ONNX Runtime: export the model to ONNX and pack it with Export-AmlModel.",
            Path.Combine(Folder, FileName));

    /// <summary>The absolute path of the ONNX file.</summary>
    /// <exception cref="AmlFileException">There is no onnx flavor, it names no file, or the file does not exist in the folder.</exception>
    public string OnnxPath
    {
        get
        {
            string data = OnnxFlavor.GetValueOrDefault("data") as string ?? "model.onnx";
            string path = Path.GetFullPath(Path.Combine(Folder, data));
            string inside = Path.GetFullPath(Folder + Path.DirectorySeparatorChar);
            return !path.StartsWith(inside, StringComparison.Ordinal)
                ? throw new AmlFileException(FileErrors.MLmodelInvalid, $"flavors.onnx.data is '{data}', which lies outside the folder.", Path.Combine(Folder, FileName))
                : File.Exists(path)
                    ? path
                    : throw new AmlFileException(FileErrors.NotFound, $"the file does not exist, and flavors.onnx.data in {FileName} names it.", path);
        }
    }

    /// <summary>Reads the MLmodel file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="AmlFileException">There is no such folder, it has no MLmodel file, or the file is not valid.</exception>
    public static MlflowModel Read(string folder) => MLmodelReader.Read(folder);
}
