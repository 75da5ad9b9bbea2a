using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>
/// The values for one input of the graph: one contiguous block, row after row, that ONNX Runtime reads in place. A value is
/// refused when the element type cannot hold it exactly; the one rounding that is allowed is from double to a shorter
/// floating point type, as MLflow does it (mlflow/onnx, _cast_float64_to_float32).
/// </summary>
internal abstract class TensorBuffer(TensorElementType elementType) : IDisposable
{
    private OrtValue? _value;
    private long[] _valueShape = [];

    public TensorElementType ElementType { get; } = elementType;

    /// <summary>Elements a row.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The whole shape when the input came as a tensor of its own; null when it came in rows.</summary>
    public long[]? Shape { get; set; }

    public abstract int Capacity { get; }

    /// <summary>Creates the buffer for an element type.</summary>
    /// <returns>The buffer, or null for a type that no input value can be turned into.</returns>
    public static TensorBuffer? TryCreate(TensorElementType type) => type switch
    {
        TensorElementType.Float => new NumericTensorBuffer<float>(type),
        TensorElementType.Double => new NumericTensorBuffer<double>(type),
        TensorElementType.Float16 => new NumericTensorBuffer<Half>(type),
        TensorElementType.Int64 => new NumericTensorBuffer<long>(type),
        TensorElementType.Int32 => new NumericTensorBuffer<int>(type),
        TensorElementType.Int16 => new NumericTensorBuffer<short>(type),
        TensorElementType.Int8 => new NumericTensorBuffer<sbyte>(type),
        TensorElementType.UInt64 => new NumericTensorBuffer<ulong>(type),
        TensorElementType.UInt32 => new NumericTensorBuffer<uint>(type),
        TensorElementType.UInt16 => new NumericTensorBuffer<ushort>(type),
        TensorElementType.UInt8 => new NumericTensorBuffer<byte>(type),
        TensorElementType.Bool => new BooleanTensorBuffer(),
        TensorElementType.String => new StringTensorBuffer(),
        _ => null,
    };

    /// <summary>Makes room for so many elements and keeps those that are there.</summary>
    public void EnsureElements(int count)
    {
        if (count > Capacity)
        {
            Release();
            Grow(Math.Max(count, Capacity * 2));
        }
    }

    /// <summary>The values as ONNX Runtime takes them; they belong to this buffer.</summary>
    public OrtValue ToOrtValue(long[] shape, int firstElement)
    {
        // The same number of rows comes again and again: a value that fits is used again.
        if (_value is not null && firstElement == 0 && ReusesMemory && _valueShape.AsSpan().SequenceEqual(shape))
        {
            return _value;
        }

        Release();
        OrtValue value = Wrap(shape, firstElement);
        (_value, _valueShape) = firstElement == 0 ? (value, (long[])shape.Clone()) : (value, []);
        return value;
    }

    public abstract CellProblem SetNumber(int index, double value);

    public abstract CellProblem SetWhole(int index, Int128 value);

    public abstract CellProblem SetBoolean(int index, bool value);

    public abstract CellProblem SetText(int index, string value);

    public abstract CellProblem SetMissing(int index);

    /// <summary>Writes one value as JSON; a missing number is null.</summary>
    public abstract void WriteJson(IBufferWriter<byte> target, int index);

    /// <summary>Copies elements within the buffer.</summary>
    public abstract void Copy(int from, int to, int count);

    /// <summary>Sets elements to zero, false or the empty text.</summary>
    public abstract void SetZero(int first, int count);

    public void Dispose() => Release();

    /// <summary>Whether the value made from this buffer sees later changes of the buffer.</summary>
    protected abstract bool ReusesMemory { get; }

    protected abstract void Grow(int count);

    protected abstract OrtValue Wrap(long[] shape, int firstElement);

    private void Release()
    {
        _value?.Dispose();
        _value = null;
    }
}
