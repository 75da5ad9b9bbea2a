namespace AmlEndpoints.Scoring;

/// <summary>Reads nested lists as one tensor and checks that they make a box.</summary>
internal sealed class JsonTensorReader
{
    private const int HighestRank = 16;

    private readonly ColumnSlot _slot;
    private readonly TensorBuffer _tensor;
    private readonly int[] _shape = new int[HighestRank];
    private int _rank = -1;
    private int _count;
    private int _row;

    private JsonTensorReader(ColumnSlot slot, TensorBuffer tensor)
    {
        (_slot, _tensor) = (slot, tensor);
        Array.Fill(_shape, -1);
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="json">At the outermost list.</param>
    /// <param name="slot">The name and type, for the values and for messages.</param>
    /// <param name="tensor">Where the values go; its shape is set.</param>
    /// <exception cref="AmlInputException">The lists are ragged or a value does not fit.</exception>
    public static void Read(ref JsonCursor json, ColumnSlot slot, TensorBuffer tensor)
    {
        if (json.Peek() != (byte)'[')
        {
            json.ThrowUnexpected($"a list for the tensor '{slot.Name}'");
        }

        JsonTensorReader reader = new(slot, tensor);
        reader.ReadList(ref json, 0);
        tensor.Shape = [.. reader._shape.Take(reader._rank).Select(length => (long)Math.Max(length, 0))];
    }

    private void ReadList(ref JsonCursor json, int depth)
    {
        if (depth == HighestRank)
        {
            throw json.Invalid($"the lists are nested deeper than {HighestRank}");
        }

        json.Take((byte)'[');
        int length = 0;
        if (!json.TryTake((byte)']'))
        {
            do
            {
                length += ReadItems(ref json, depth, _shape[depth] - length);
                _row = depth == 0 ? length : _row;
            }
            while (json.TakeNext((byte)']'));
        }
        else if (_rank < 0)
        {
            _rank = depth + 1;
        }

        if (_shape[depth] >= 0 && _shape[depth] != length)
        {
            throw Ragged(ref json, $"a list of {length} stands beside a list of {_shape[depth]}");
        }

        _shape[depth] = length;
    }

    private int ReadItems(ref JsonCursor json, int depth, int expected)
    {
        bool nested = json.Peek() == (byte)'[';
        if (_rank < 0 && !nested)
        {
            _rank = depth + 1;
        }

        if (_rank >= 0 && nested == (depth + 1 == _rank))
        {
            throw Ragged(ref json, "a value stands beside a list");
        }

        if (!nested)
        {
            return ReadValues(ref json, expected);
        }

        ReadList(ref json, depth + 1);
        return 1;
    }

    // Where the length is known from the list before, all but the last value can be short numbers in one run.
    private int ReadValues(ref JsonCursor json, int expected)
    {
        int filled = 0;
        if (expected > 1 && NumberRun.Takes(_slot.Type, _tensor.ElementType))
        {
            _tensor.EnsureElements(_count + expected);
            filled = NumberRun.Read(json.Rest, _tensor, _count, expected - 1, out int consumed);
            json.Skip(consumed);
        }

        _tensor.EnsureElements(_count + filled + 1);
        JsonRowReader.ReadValue(ref json, _slot, _tensor, _count + filled, _row + 1);
        _count += filled + 1;
        return filled + 1;
    }

    private AmlInputException Ragged(ref JsonCursor json, string what) =>
        new(InputErrors.InvalidShape, $"the tensor '{_slot.Name}' is ragged: {what} ({json.Place()}).");
}
