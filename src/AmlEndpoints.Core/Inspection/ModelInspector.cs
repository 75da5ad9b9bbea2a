using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Inspection;

/// <summary>The pre-flight of a model: everything that can be known before it is registered or deployed.</summary>
public static class ModelInspector
{
    /// <summary>Checks a model folder or an ONNX file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="today">The day by which support of Python releases is judged.</param>
    /// <returns>The findings, the gravest first; none means that nothing was found.</returns>
    /// <exception cref="AmlFileException">There is nothing at the path.</exception>
    public static IReadOnlyList<ModelFinding> Inspect(string path, DateOnly today)
    {
        Findings findings = new();
        if (File.Exists(path))
        {
            InspectGraph(path, null, findings);
        }
        else if (Directory.Exists(path))
        {
            InspectFolder(path, today, findings);
        }
        else
        {
            throw new AmlFileException(FileErrors.NotFound, "there is no such file or folder.", path);
        }

        return findings.GravestFirst();
    }

    private static void InspectFolder(string path, DateOnly today, Findings findings)
    {
        MlflowModel? folder = findings.Try(() => MlflowModel.Read(path));
        if (folder is null)
        {
            return;
        }

        AzureInspection.Inspect(folder, today, findings);
        string? onnxPath = findings.Try(() => folder.OnnxPath);
        if (onnxPath is not null)
        {
            InspectGraph(onnxPath, folder, findings);
        }
    }

    private static void InspectGraph(string onnxPath, MlflowModel? folder, Findings findings)
    {
        OnnxGraph? graph = findings.Try(() => OnnxGraph.Read(onnxPath));
        if (graph is null || !OnnxInspection.Inspect(onnxPath, graph, findings))
        {
            return;
        }

        using OnnxModel? model = findings.Try(() => OnnxModel.Load(folder?.Folder ?? onnxPath));
        if (model is not null && folder is not null)
        {
            SignatureInspection.Inspect(folder, model, findings);
            ExampleInspection.Inspect(folder, model, findings);
        }
    }
}
