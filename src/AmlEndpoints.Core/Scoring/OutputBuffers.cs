using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>Numbers and booleans.</summary>
internal sealed class NumericOutputBuffer<T> : OutputBuffer, ITypedValues<T>
    where T : unmanaged
{
    private T[] _values = [];
    private int _count;

    // Half precision has no type that people know; its numbers are given as float.
    public override Type ValueType => typeof(T) == typeof(Float16) || typeof(T) == typeof(BFloat16) ? typeof(float) : typeof(T);

    protected override bool IsEmpty => _count == 0;

    public T this[int index] => _values[index];

    public override void Append(OrtValue value, int rows)
    {
        SetShape(value.GetTensorTypeAndShape().Shape, rows);
        ReadOnlySpan<T> source = value.GetTensorDataAsSpan<T>();
        if (_count + source.Length > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_count + source.Length, _values.Length * 2));
        }

        source.CopyTo(_values.AsSpan(_count));
        _count += source.Length;
    }

    public override void Clear() => _count = 0;

    public override void WriteJson(IBufferWriter<byte> target, int index)
    {
        T value = _values[index];
        if (typeof(T) == typeof(float))
        {
            target.Write((double)(float)(object)value);
        }
        else if (typeof(T) == typeof(double))
        {
            target.Write((double)(object)value);
        }
        else if (typeof(T) == typeof(bool))
        {
            target.Write((bool)(object)value);
        }
        else if (typeof(T) == typeof(ulong))
        {
            target.Write((ulong)(object)value);
        }
        else if (typeof(T) == typeof(Float16))
        {
            target.Write((double)((Float16)(object)value).ToFloat());
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            target.Write((double)((BFloat16)(object)value).ToFloat());
        }
        else
        {
            target.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public override object GetObject(int index) => _values[index] switch
    {
        Float16 half => half.ToFloat(),
        BFloat16 half => half.ToFloat(),
        T value => value,
    };
}

/// <summary>Texts.</summary>
internal sealed class StringOutputBuffer : OutputBuffer
{
    private readonly List<string> _values = [];

    public override Type ValueType => typeof(string);

    protected override bool IsEmpty => _values.Count == 0;

    public override void Append(OrtValue value, int rows)
    {
        SetShape(value.GetTensorTypeAndShape().Shape, rows);
        _values.AddRange(value.GetStringTensorAsArray());
    }

    public override void Clear() => _values.Clear();

    public override void WriteJson(IBufferWriter<byte> target, int index) => target.WriteQuoted(_values[index]);

    public override object GetObject(int index) => _values[index];
}

/// <summary>
/// A map a row, as the ZipMap operator gives class probabilities (ai.onnx.ml.ZipMap). Keys become texts, as in JSON.
/// </summary>
internal sealed class MapOutputBuffer : OutputBuffer
{
    private readonly List<KeyValuePair<string, object>[]> _values = [];

    public override Type ValueType => typeof(object);

    protected override bool IsEmpty => _values.Count == 0;

    public override void Append(OrtValue value, int rows)
    {
        int count = value.GetValueCount();
        if (count != rows)
        {
            throw new NotSupportedException($"it has {count} items for {rows} rows, and one a row is needed");
        }

        for (int index = 0; index < count; index++)
        {
            using OrtValue item = value.GetValue(index, OrtAllocator.DefaultInstance);
            _values.Add(item.OnnxType == OnnxValueType.ONNX_TYPE_MAP ? ReadMap(item) : throw new NotSupportedException("it is a sequence of other things than maps"));
        }
    }

    public override void Clear() => _values.Clear();

    public override void WriteJson(IBufferWriter<byte> target, int index)
    {
        target.Write((byte)'{');
        bool first = true;
        foreach ((string key, object value) in _values[index])
        {
            if (!first)
            {
                target.Write(", "u8);
            }

            first = false;
            target.WriteQuoted(key);
            target.Write(": "u8);
            WriteItem(target, value);
        }

        target.Write((byte)'}');
    }

    public override object GetObject(int index) => _values[index];

    private static KeyValuePair<string, object>[] ReadMap(OrtValue map)
    {
        using OrtValue keys = map.GetValue(0, OrtAllocator.DefaultInstance);
        using OrtValue values = map.GetValue(1, OrtAllocator.DefaultInstance);
        string[] names = keys.GetTensorTypeAndShape().ElementDataType == TensorElementType.String
            ? keys.GetStringTensorAsArray()
            : [.. keys.GetTensorDataAsSpan<long>().ToArray().Select(key => key.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        OutputBuffer items = CreateFor(values);
        items.Append(values, names.Length);
        return [.. names.Select((name, index) => KeyValuePair.Create(name, items.GetObject(index)))];
    }

    private static void WriteItem(IBufferWriter<byte> target, object value)
    {
        switch (value)
        {
            case string text: target.WriteQuoted(text); break;
            case float number: target.Write((double)number); break;
            case double number: target.Write(number); break;
            default: target.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }
}
