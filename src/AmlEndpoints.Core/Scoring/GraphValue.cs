using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>One input or output of a graph, as ONNX Runtime reports it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">Tensor, sequence, map …</param>
/// <param name="ElementType">The tensor's element type.</param>
/// <param name="Dimensions">The tensor's dimensions; -1 is free.</param>
internal sealed record GraphValue(string Name, OnnxValueType Kind, TensorElementType ElementType, long[] Dimensions)
{
    /// <summary>The dimensions of one row: all but the first.</summary>
    public ReadOnlySpan<long> RowDimensions => Dimensions.Length > 0 ? Dimensions.AsSpan(1) : [];

    /// <summary>How many rows the graph takes at once, or null for any number. A scalar belongs to one row.</summary>
    public long? FixedRows => Dimensions.Length == 0 ? 1 : Dimensions[0] > 0 ? Dimensions[0] : null;

    public static GraphValue From(string name, NodeMetadata metadata) => metadata.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR
        ? new GraphValue(name, metadata.OnnxValueType, metadata.ElementDataType, [.. metadata.Dimensions.Select(length => (long)length)])
        : new GraphValue(name, metadata.OnnxValueType, TensorElementType.DataTypeMax, []);

    /// <summary>The spec that a signature would have for it.</summary>
    public TensorSpec ToTensorSpec() => new(Name, ElementTypes.NumPyNameOf(ElementType), [.. Dimensions]);

    public override string ToString() => Kind == OnnxValueType.ONNX_TYPE_TENSOR
        ? $"{Name}: tensor({ElementTypes.NameOf(ElementType)}) {ShapeText.Of(Dimensions)}"
        : $"{Name}: {Kind.ToString()["ONNX_TYPE_".Length..].ToLowerInvariant()}";
}
