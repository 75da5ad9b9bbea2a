namespace AmlEndpoints.Models;

/// <summary>How an ONNX file becomes an MLflow model folder.</summary>
public sealed record ModelExport
{
    /// <summary>The ONNX file.</summary>
    public required string OnnxPath { get; init; }

    /// <summary>The folder to make.</summary>
    public required string Destination { get; init; }

    /// <summary>Replace a folder that is there. Default: an error.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The columns of the signature's inputs, or null to take the tensors of the graph.</summary>
    public IReadOnlyList<ColumnSpec>? Columns { get; init; }

    /// <summary>A CSV file with a header or a JSON request whose rows become the input example, of a large CSV file the first ones; default: zeros.</summary>
    public string? InputExample { get; init; }

    /// <summary>Free text by name, kept under the key <c>metadata</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
