using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>
/// The answers of one run, one record a row. An output with one value a row is a property with the output's name; a single output with
/// k values a row is k properties named 0 to k-1, as pandas names the columns of a matrix; among several outputs such a one is a list.
/// </summary>
public sealed class Predictions
{
    private readonly IReadOnlyList<GraphValue> _outputs;
    private readonly OutputBuffer?[] _buffers;
    private Column[] _columns = [];

    internal Predictions(IReadOnlyList<GraphValue> outputs)
    {
        _outputs = outputs;
        _buffers = new OutputBuffer?[outputs.Count];
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>The properties of each record, in order.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    private sealed record Column(OutputBuffer Buffer, int Offset, bool IsList, byte[] JsonName);

    /// <summary>
    /// One value: a number of .NET's type for the tensor's element type (half precision as float), a text, a boolean, a
    /// map as key and value pairs, or a list of them as an array.
    /// </summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The index in <see cref="Names"/>.</param>
    public object GetValue(int row, int column)
    {
        Column from = _columns[column];
        int first = row * from.Buffer.Stride;
        return from.IsList ? ListAt(from.Buffer, first, from.Buffer.RowShape!) : from.Buffer.GetObject(first + from.Offset);
    }

    /// <summary>One value as its type, not boxed when it is a number.</summary>
    /// <typeparam name="T">What <see cref="TypeOf"/> says.</typeparam>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The index in <see cref="Names"/>.</param>
    public T GetValue<T>(int row, int column)
    {
        Column from = _columns[column];
        return from.Buffer is ITypedValues<T> typed && !from.IsList ? typed[(row * from.Buffer.Stride) + from.Offset] : (T)GetValue(row, column);
    }

    /// <summary>The type of a column's values; object for lists and maps.</summary>
    /// <param name="column">The index in <see cref="Names"/>.</param>
    public Type TypeOf(int column) => _columns[column].IsList ? typeof(object) : _columns[column].Buffer.ValueType;

    /// <summary>Writes one record as MLflow prints it: <c>{"0": -2.5, "1": 0.25}</c>.</summary>
    public void WriteRecord(int row, IBufferWriter<byte> target)
    {
        target.Write((byte)'{');
        for (int index = 0; index < _columns.Length; index++)
        {
            Column column = _columns[index];
            target.Write(column.JsonName);
            WriteValue(row, column, target);
        }

        target.Write((byte)'}');
    }

    /// <summary>Writes one value as JSON.</summary>
    internal void WriteValue(int row, int column, IBufferWriter<byte> target) => WriteValue(row, _columns[column], target);

    internal void Clear()
    {
        Rows = 0;
        foreach (OutputBuffer? buffer in _buffers)
        {
            buffer?.Clear();
        }
    }

    /// <summary>Drops the rows behind the first ones.</summary>
    internal void Keep(int rows) => Rows = rows;

    /// <summary>Takes over the outputs of a run.</summary>
    /// <exception cref="AmlInputException">An output cannot be given by rows.</exception>
    internal void Append(IReadOnlyList<OrtValue> values, int rows)
    {
        bool changed = _columns.Length == 0;
        for (int index = 0; index < values.Count; index++)
        {
            try
            {
                OutputBuffer buffer = _buffers[index] ??= OutputBuffer.CreateFor(values[index]);
                long[]? shape = buffer.RowShape;
                buffer.Append(values[index], rows);
                changed |= buffer.RowShape != shape;
            }
            catch (NotSupportedException error)
            {
                throw new AmlInputException(InputErrors.ModelFailed, $"the model's output '{_outputs[index].Name}' cannot be given as a record a row: {error.Message}.", innerException: error);
            }
        }

        Rows += rows;
        if (changed)
        {
            LayOut();
        }
    }

    private void LayOut()
    {
        List<(string Name, OutputBuffer Buffer, int Offset, bool IsList)> columns = [];
        for (int index = 0; index < _buffers.Length; index++)
        {
            OutputBuffer buffer = _buffers[index]!;
            bool matrix = _buffers.Length == 1 && buffer.RowShape?.Length == 1 && buffer.Stride != 1;
            if (matrix)
            {
                columns.AddRange(Enumerable.Range(0, buffer.Stride).Select(offset => ($"{offset}", buffer, offset, false)));
            }
            else
            {
                columns.Add((_outputs[index].Name, buffer, 0, buffer.Stride != 1));
            }
        }

        Names = [.. columns.Select(column => column.Name)];
        _columns = [.. columns.Select((column, index) => new Column(column.Buffer, column.Offset, column.IsList, JsonName(column.Name, index)))];
    }

    private static byte[] JsonName(string name, int index)
    {
        ArrayBufferWriter<byte> text = new();
        text.Write(index > 0 ? ", "u8 : default);
        text.WriteQuoted(name);
        text.Write(": "u8);
        return text.WrittenSpan.ToArray();
    }

    private static void WriteValue(int row, Column column, IBufferWriter<byte> target)
    {
        int first = row * column.Buffer.Stride;
        if (column.IsList)
        {
            WriteList(column.Buffer, first, column.Buffer.RowShape!, target);
        }
        else
        {
            column.Buffer.WriteJson(target, first + column.Offset);
        }
    }

    private static void WriteList(OutputBuffer buffer, int first, ReadOnlySpan<long> shape, IBufferWriter<byte> target)
    {
        target.Write((byte)'[');
        int step = SizeOf(shape[1..]);
        for (int index = 0; index < shape[0]; index++)
        {
            target.Write(index > 0 ? ", "u8 : default);
            if (shape.Length == 1)
            {
                buffer.WriteJson(target, first + index);
            }
            else
            {
                WriteList(buffer, first + (index * step), shape[1..], target);
            }
        }

        target.Write((byte)']');
    }

    private static object[] ListAt(OutputBuffer buffer, int first, ReadOnlySpan<long> shape)
    {
        object[] items = new object[shape[0]];
        int step = SizeOf(shape[1..]);
        for (int index = 0; index < items.Length; index++)
        {
            items[index] = shape.Length == 1 ? buffer.GetObject(first + index) : ListAt(buffer, first + (index * step), shape[1..]);
        }

        return items;
    }

    private static int SizeOf(ReadOnlySpan<long> shape)
    {
        int size = 1;
        foreach (long length in shape)
        {
            size *= (int)length;
        }

        return size;
    }
}
