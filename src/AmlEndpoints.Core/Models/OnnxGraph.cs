namespace AmlEndpoints.Models;

/// <summary>What an ONNX file says of itself, without loading it into a runtime (onnx.proto, ModelProto).</summary>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="Producer">The tool that wrote the file, with its version.</param>
/// <param name="Opsets">The operator sets by domain; the domain of ONNX itself is <c>ai.onnx</c>.</param>
/// <param name="Operators">The operators used, as domain and name, in order of first use.</param>
/// <param name="ExternalFiles">The files beside it that hold weights, as the model names them.</param>
public sealed record OnnxGraph(
    long IrVersion,
    string Producer,
    IReadOnlyDictionary<string, long> Opsets,
    IReadOnlyList<(string Domain, string Name)> Operators,
    IReadOnlyList<string> ExternalFiles)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="AmlFileException">There is no such file, or it is not an ONNX model.</exception>
    public static OnnxGraph Read(string path) => OnnxGraphReader.Read(path);
}
