using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>Numbers, in memory that the collector does not move.</summary>
internal sealed class NumericTensorBuffer<T>(TensorElementType elementType) : TensorBuffer(elementType)
    where T : unmanaged, INumber<T>
{
    private static readonly bool _isFloating = T.CreateTruncating(0.5) != T.Zero;

    public T[] Values { get; private set; } = [];

    public override int Capacity => Values.Length;

    protected override bool ReusesMemory => true;

    public override CellProblem SetNumber(int index, double value)
    {
        if (_isFloating)
        {
            T rounded = T.CreateSaturating(value);
            Values[index] = rounded;
            return T.IsInfinity(rounded) && double.IsFinite(value) ? CellProblem.OutOfRange : CellProblem.None;
        }

        return double.IsNaN(value) ? CellProblem.Missing
            : Math.Floor(value) != value ? CellProblem.NotWhole
            : Math.Abs(value) >= 1e20 ? CellProblem.OutOfRange
            : SetWhole(index, (Int128)value);
    }

    public override CellProblem SetWhole(int index, Int128 value)
    {
        T converted = T.CreateSaturating(value);
        Values[index] = converted;
        // A floating point type may round a long number; a whole type cuts it off at its ends.
        return T.IsFinite(converted) && Int128.CreateTruncating(converted) == value ? CellProblem.None
            : _isFloating && T.IsFinite(converted) ? CellProblem.Inexact
            : CellProblem.OutOfRange;
    }

    public override CellProblem SetBoolean(int index, bool value) => CellProblem.NotANumber;

    public override CellProblem SetText(int index, string value) => CellProblem.TextNeeded;

    public override CellProblem SetMissing(int index)
    {
        if (!_isFloating)
        {
            return CellProblem.Missing;
        }

        Values[index] = T.CreateSaturating(double.NaN);
        return CellProblem.None;
    }

    public override void WriteJson(IBufferWriter<byte> target, int index)
    {
        if (T.IsNaN(Values[index]))
        {
            target.Write("null"u8);
        }
        else if (_isFloating)
        {
            target.Write(double.CreateTruncating(Values[index]));
        }
        else
        {
            target.Write(System.Text.Encoding.ASCII.GetBytes(Values[index].ToString(null, System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    public override void Copy(int from, int to, int count) => Values.AsSpan(from, count).CopyTo(Values.AsSpan(to));

    public override void SetZero(int first, int count) => Values.AsSpan(first, count).Clear();

    protected override void Grow(int count)
    {
        T[] larger = GC.AllocateUninitializedArray<T>(count, pinned: true);
        Values.AsSpan().CopyTo(larger);
        Values = larger;
    }

    protected override OrtValue Wrap(long[] shape, int firstElement)
    {
        long elements = 1;
        foreach (long length in shape)
        {
            elements *= length;
        }

        // An empty block still needs an address.
        EnsureElements(1);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(Values, firstElement);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, ElementType, shape, address, elements * Unsafe.SizeOf<T>());
    }
}

/// <summary>True and false.</summary>
internal sealed class BooleanTensorBuffer() : TensorBuffer(TensorElementType.Bool)
{
    private readonly NumericTensorBuffer<byte> _bytes = new(TensorElementType.Bool);

    public override int Capacity => _bytes.Capacity;

    protected override bool ReusesMemory => false;

    public override CellProblem SetNumber(int index, double value) =>
        value is 0 or 1 ? SetBoolean(index, value == 1) : double.IsNaN(value) ? CellProblem.Missing : CellProblem.NotBoolean;

    public override CellProblem SetWhole(int index, Int128 value) =>
        value == 0 || value == 1 ? SetBoolean(index, value == 1) : CellProblem.NotBoolean;

    public override CellProblem SetBoolean(int index, bool value)
    {
        _bytes.Values[index] = value ? (byte)1 : (byte)0;
        return CellProblem.None;
    }

    public override CellProblem SetText(int index, string value) => CellProblem.NotBoolean;

    public override CellProblem SetMissing(int index) => CellProblem.Missing;

    public override void WriteJson(IBufferWriter<byte> target, int index) => target.Write(_bytes.Values[index] != 0);

    public override void Copy(int from, int to, int count) => _bytes.Copy(from, to, count);

    public override void SetZero(int first, int count) => _bytes.SetZero(first, count);

    protected override void Grow(int count) => _bytes.EnsureElements(count);

    protected override OrtValue Wrap(long[] shape, int firstElement)
    {
        EnsureElements(1);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes.Values, firstElement);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Bool, shape, address, shape.Aggregate(1L, (product, length) => product * length));
    }
}

/// <summary>Texts.</summary>
internal sealed class StringTensorBuffer() : TensorBuffer(TensorElementType.String)
{
    private string[] _values = [];

    public override int Capacity => _values.Length;

    protected override bool ReusesMemory => false;

    public override CellProblem SetNumber(int index, double value) => CellProblem.NotText;

    public override CellProblem SetWhole(int index, Int128 value) => CellProblem.NotText;

    public override CellProblem SetBoolean(int index, bool value) => CellProblem.NotText;

    public override CellProblem SetText(int index, string value)
    {
        _values[index] = value;
        return CellProblem.None;
    }

    public override CellProblem SetMissing(int index) => CellProblem.Missing;

    public override void WriteJson(IBufferWriter<byte> target, int index) => target.WriteQuoted(_values[index]);

    public override void Copy(int from, int to, int count) => _values.AsSpan(from, count).CopyTo(_values.AsSpan(to));

    public override void SetZero(int first, int count) => _values.AsSpan(first, count).Fill("");

    protected override void Grow(int count) => Array.Resize(ref _values, count);

    protected override OrtValue Wrap(long[] shape, int firstElement)
    {
        OrtValue value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        int elements = (int)shape.Aggregate(1L, (product, length) => product * length);
        for (int index = 0; index < elements; index++)
        {
            value.StringTensorSetElementAt(_values[firstElement + index].AsSpan(), index);
        }

        return value;
    }
}
