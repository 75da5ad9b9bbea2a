using AmlEndpoints.Models;

namespace AmlEndpoints.Inspection;

/// <summary>Operators and weights, before ONNX Runtime is asked, which stops at the first thing it does not like.</summary>
internal static class OnnxInspection
{
    // The domains whose operators ONNX Runtime has by itself (onnxruntime/core/graph/constants.h).
    private static readonly HashSet<string> _knownDomains = new(StringComparer.Ordinal)
    {
        "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental",
    };

    /// <summary>Checks a file.</summary>
    /// <returns>Whether it is worth loading.</returns>
    public static bool Inspect(string path, OnnxGraph graph, Findings findings)
    {
        bool loadable = true;
        foreach (IGrouping<string, string> domain in graph.Operators.Where(used => !_knownDomains.Contains(used.Domain)).GroupBy(used => used.Domain, used => used.Name, StringComparer.Ordinal))
        {
            loadable = false;
            findings.Add(
                FindingSeverity.Error,
                FileErrors.CustomOperator,
                path,
                $"The graph uses operators of the domain '{domain.Key}', which ONNX Runtime {Scoring.OnnxSession.Version} does not have: {string.Join(", ", domain)}.",
                "Export the model without custom operators, or replace them by operators of ONNX.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (string file in graph.ExternalFiles.Where(file => !File.Exists(Path.Combine(folder, file))))
        {
            loadable = false;
            findings.Add(FindingSeverity.Error, FindingCodes.MissingFile, Path.Combine(folder, file), $"The file does not exist, and {Path.GetFileName(path)} keeps weights in it.", "Copy it beside the ONNX file; it was written with it.");
        }

        return loadable;
    }
}
