using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>The element types of tensors: ONNX's names (onnx.proto, TensorProto.DataType), NumPy's, and MLflow's type for a value.</summary>
internal static class ElementTypes
{
    private static readonly (TensorElementType Type, string Name, string NumPy, DataType? Value)[] _all =
    [
        (TensorElementType.Float, "float", "float32", DataType.Float),
        (TensorElementType.Double, "double", "float64", DataType.Double),
        (TensorElementType.Float16, "float16", "float16", DataType.Float),
        (TensorElementType.BFloat16, "bfloat16", "bfloat16", null),
        (TensorElementType.Int64, "int64", "int64", DataType.Long),
        (TensorElementType.Int32, "int32", "int32", DataType.Integer),
        (TensorElementType.Int16, "int16", "int16", DataType.Long),
        (TensorElementType.Int8, "int8", "int8", DataType.Long),
        (TensorElementType.UInt64, "uint64", "uint64", DataType.Long),
        (TensorElementType.UInt32, "uint32", "uint32", DataType.Long),
        (TensorElementType.UInt16, "uint16", "uint16", DataType.Long),
        (TensorElementType.UInt8, "uint8", "uint8", DataType.Long),
        (TensorElementType.Bool, "bool", "bool", DataType.Boolean),
        (TensorElementType.String, "string", "str", DataType.String),
    ];

    /// <summary>ONNX's name.</summary>
    public static string NameOf(TensorElementType type) => Find(type)?.Name ?? type.ToString().ToLowerInvariant();

    /// <summary>NumPy's name of the dtype.</summary>
    public static string NumPyNameOf(TensorElementType type) => Find(type)?.NumPy ?? type.ToString().ToLowerInvariant();

    /// <summary>The type that a value for such a tensor has in a signature, or null when there is none.</summary>
    public static DataType? ValueTypeOf(TensorElementType type) => Find(type)?.Value;

    /// <summary>The type that a value has by NumPy's name of the dtype; object arrays hold text.</summary>
    public static DataType? ValueTypeOf(string numPyName) =>
        numPyName is "object" ? DataType.String : _all.FirstOrDefault(known => known.NumPy == numPyName).Value;

    private static (TensorElementType Type, string Name, string NumPy, DataType? Value)? Find(TensorElementType type)
    {
        foreach ((TensorElementType Type, string Name, string NumPy, DataType? Value) known in _all)
        {
            if (known.Type == type)
            {
                return known;
            }
        }

        return null;
    }
}
