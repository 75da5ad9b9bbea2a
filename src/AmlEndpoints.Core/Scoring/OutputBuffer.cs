using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>The values of one output of the graph for all rows of a run.</summary>
internal abstract class OutputBuffer
{
    /// <summary>The dimensions of a row; null when a row is one map.</summary>
    public long[]? RowShape { get; protected set; }

    /// <summary>Values a row.</summary>
    public int Stride { get; protected set; } = 1;

    /// <summary>The type of <see cref="GetObject"/>.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Creates the buffer that fits a value.</summary>
    /// <exception cref="NotSupportedException">The value is of a kind that cannot be given by rows.</exception>
    public static OutputBuffer CreateFor(OrtValue value)
    {
        if (!value.IsTensor)
        {
            return value.OnnxType == OnnxValueType.ONNX_TYPE_SEQUENCE
                ? new MapOutputBuffer()
                : throw new NotSupportedException($"it is a {value.OnnxType.ToString()["ONNX_TYPE_".Length..].ToLowerInvariant()}");
        }

        TensorElementType type = value.GetTensorTypeAndShape().ElementDataType;
        return type switch
        {
            TensorElementType.Float => new NumericOutputBuffer<float>(),
            TensorElementType.Double => new NumericOutputBuffer<double>(),
            TensorElementType.Float16 => new NumericOutputBuffer<Float16>(),
            TensorElementType.BFloat16 => new NumericOutputBuffer<BFloat16>(),
            TensorElementType.Int64 => new NumericOutputBuffer<long>(),
            TensorElementType.Int32 => new NumericOutputBuffer<int>(),
            TensorElementType.Int16 => new NumericOutputBuffer<short>(),
            TensorElementType.Int8 => new NumericOutputBuffer<sbyte>(),
            TensorElementType.UInt64 => new NumericOutputBuffer<ulong>(),
            TensorElementType.UInt32 => new NumericOutputBuffer<uint>(),
            TensorElementType.UInt16 => new NumericOutputBuffer<ushort>(),
            TensorElementType.UInt8 => new NumericOutputBuffer<byte>(),
            TensorElementType.Bool => new NumericOutputBuffer<bool>(),
            TensorElementType.String => new StringOutputBuffer(),
            _ => throw new NotSupportedException($"it is a tensor of {ElementTypes.NameOf(type)}"),
        };
    }

    /// <summary>Appends the values of some rows.</summary>
    /// <exception cref="NotSupportedException">The value does not have one item a row.</exception>
    public abstract void Append(OrtValue value, int rows);

    /// <summary>Empties the buffer and keeps its memory.</summary>
    public abstract void Clear();

    /// <summary>Writes one value as Python's json module does.</summary>
    public abstract void WriteJson(IBufferWriter<byte> target, int index);

    /// <summary>One value as an object: a number, a text, a boolean or a map.</summary>
    public abstract object GetObject(int index);

    /// <summary>Whether there are no values.</summary>
    protected abstract bool IsEmpty { get; }

    /// <summary>Checks the first dimension against the rows and takes the others as the shape of a row.</summary>
    protected void SetShape(long[] shape, int rows)
    {
        // A single row may come back without the dimension of rows.
        bool perRow = shape.Length > 0 && shape[0] == rows;
        if (!perRow && !(shape.Length == 0 && rows == 1))
        {
            throw new NotSupportedException($"it has the shape ({string.Join(", ", shape)}) for {rows} rows, and one value a row is needed");
        }

        int stride = 1;
        for (int index = 1; index < shape.Length; index++)
        {
            stride = checked(stride * (int)shape[index]);
        }

        ReadOnlySpan<long> row = shape.Length > 0 ? shape.AsSpan(1) : default;
        if (RowShape is null || !row.SequenceEqual(RowShape))
        {
            RowShape = IsEmpty ? row.ToArray() : throw new NotSupportedException($"its rows have different shapes, ({string.Join(", ", RowShape!)}) and ({string.Join(", ", row.ToArray())})");
        }

        Stride = stride;
    }
}

/// <summary>Values of a type that need no box.</summary>
internal interface ITypedValues<T>
{
    T this[int index] { get; }
}
