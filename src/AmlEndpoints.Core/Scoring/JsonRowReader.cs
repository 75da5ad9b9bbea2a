using System.Text;
using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>Reads the values of one row into a table: a list of values in the order of a binding, or single values.</summary>
internal static class JsonRowReader
{
    /// <summary>Reads a row given as a list.</summary>
    /// <exception cref="AmlInputException">The row is not a list, is too short or too long, or a value does not fit.</exception>
    public static void ReadList(ref JsonCursor json, InputPlan plan, RowBinding binding, InputTable table)
    {
        int row = table.AddRow();
        ColumnSlot?[] slots = binding.Slots;
        if (!json.TryTake((byte)'['))
        {
            json.ThrowUnexpected($"row {table.NumberOf(row)}, a list of {slots.Length} values,");
        }

        int column = 0;
        bool more = json.Peek() != (byte)']';
        if (!more)
        {
            json.Skip(1);
        }

        while (more)
        {
            if (column == slots.Length)
            {
                throw WrongLength(table.NumberOf(row), "more", slots.Length);
            }

            column += ReadRun(ref json, binding, column, table, row);
            ReadCell(ref json, slots[column], table, row);
            column++;
            more = json.TakeNext((byte)']');
        }

        if (column < slots.Length)
        {
            throw WrongLength(table.NumberOf(row), $"{column}, fewer", slots.Length);
        }

        MissingCells.FillAbsent(plan, binding, table, row);
    }

    /// <summary>Reads one value, which may be a list when the column takes lists.</summary>
    public static void ReadCell(ref JsonCursor json, ColumnSlot? slot, InputTable table, int row)
    {
        if (slot is null)
        {
            json.SkipValue();
            return;
        }

        TensorBuffer tensor = table.Tensors[slot.Tensor];
        // A column that has a tensor to itself may come as a list of one, as for an input of shape (N, 1).
        if ((!slot.TakesList && tensor.Stride != 1) || json.Peek() != (byte)'[')
        {
            ExpectOneValue(slot, table, row);
            ReadValue(ref json, slot, tensor, (row * tensor.Stride) + slot.Offset, table.NumberOf(row));
            return;
        }

        ReadNested(ref json, slot, tensor, row * tensor.Stride, table.NumberOf(row));
    }

    /// <summary>Reads one value that is not a list.</summary>
    /// <param name="json">At the value.</param>
    /// <param name="slot">Its column.</param>
    /// <param name="tensor">Where it goes.</param>
    /// <param name="index">The element.</param>
    /// <param name="number">The row's number from 1, for messages.</param>
    public static void ReadValue(ref JsonCursor json, ColumnSlot slot, TensorBuffer tensor, int index, long number)
    {
        int start = json.Position;
        CellProblem problem;
        switch (json.Peek())
        {
            case (byte)'"':
                ReadOnlySpan<byte> text = json.TakeString();
                problem = CellWriter.SetText(tensor, index, slot.Type, text);
                ThrowIf(problem, slot, tensor, number, text);
                return;
            case (byte)'t':
                json.TakeWord("true"u8);
                problem = CellWriter.SetBoolean(tensor, index, slot.Type, true);
                ThrowIf(problem, slot, tensor, number, "true"u8);
                return;
            case (byte)'f':
                json.TakeWord("false"u8);
                problem = CellWriter.SetBoolean(tensor, index, slot.Type, false);
                ThrowIf(problem, slot, tensor, number, "false"u8);
                return;
            case (byte)'n':
                json.TakeWord("null"u8);
                problem = CellWriter.SetMissing(tensor, index, slot.Type);
                ThrowIf(problem, slot, tensor, number, "null"u8);
                return;
            case (byte)'[' or (byte)'{':
                string kind = json.Peek() == (byte)'[' ? "a list" : "an object";
                throw new AmlInputException(InputErrors.InvalidShape, $"row {number}, column '{slot.Name}': {kind} stands where one value of type {DataTypeNames.NameOf(slot.Type)} should ({json.Place()}).");
            default:
                ReadOnlySpan<byte> digits = json.TakeNumber();
                problem = digits[^1] is (byte)'N' or (byte)'y'
                    ? CellWriter.SetText(tensor, index, slot.Type, digits)
                    : CellWriter.SetNumberText(tensor, index, slot.Type, digits);
                ThrowIf(problem, slot, tensor, number, digits);
                return;
        }
    }

    /// <summary>Where a list is expected, one value by itself is a list of one.</summary>
    public static void ExpectOneValue(ColumnSlot slot, InputTable table, int row)
    {
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        if (slot.TakesList && tensor.Stride == 0)
        {
            tensor.Stride = 1;
            tensor.EnsureElements(row + 1);
        }

        if (slot.TakesList && tensor.Stride != 1)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"row {table.NumberOf(row)}, column '{slot.Name}': one value stands where a list of {tensor.Stride} should.");
        }
    }

    // Takes as many short numbers as lie side by side in one tensor, but never the last value of the row: it ends without a comma.
    private static int ReadRun(ref JsonCursor json, RowBinding binding, int column, InputTable table, int row)
    {
        int run = Math.Min(binding.RunFrom(column), binding.Slots.Length - 1 - column);
        if (run <= 0)
        {
            return 0;
        }

        ColumnSlot slot = binding.Slots[column]!;
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        int filled = NumberRun.Read(json.Rest, tensor, (row * tensor.Stride) + slot.Offset, run, out int consumed);
        json.Skip(consumed);
        return filled;
    }

    private static void ReadNested(ref JsonCursor json, ColumnSlot slot, TensorBuffer tensor, int first, long number)
    {
        int count = 0;
        ListShape shape = new();
        ReadLeaves(ref json, slot, tensor, first, ref count, number, 0, ref shape);
        if (shape.IsRagged)
        {
            throw Ragged(slot, number);
        }

        if (tensor.Stride == 0)
        {
            tensor.Stride = count;
        }

        if (count != tensor.Stride || count == 0)
        {
            throw WrongList(slot, number, count, tensor.Stride);
        }
    }

    private static void ReadLeaves(ref JsonCursor json, ColumnSlot slot, TensorBuffer tensor, int first, ref int count, long number, int depth, ref ListShape shape)
    {
        if (depth == ListShape.Deepest)
        {
            throw json.Invalid($"the lists are nested deeper than {ListShape.Deepest}");
        }

        json.Take((byte)'[');
        int lists = 0;
        int values = 0;
        for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
        {
            if (json.Peek() == (byte)'[')
            {
                ReadLeaves(ref json, slot, tensor, first, ref count, number, depth + 1, ref shape);
                lists++;
                continue;
            }

            tensor.EnsureElements(first + count + 1);
            ReadValue(ref json, slot, tensor, first + count, number);
            count++;
            values++;
        }

        shape.Add(depth, lists, values);
    }

    private static void ThrowIf(CellProblem problem, ColumnSlot slot, TensorBuffer tensor, long number, ReadOnlySpan<byte> value)
    {
        if (problem != CellProblem.None)
        {
            throw CellErrors.Create(problem, number, slot.Name, slot.Type, Encoding.UTF8.GetString(value), ElementTypes.NameOf(tensor.ElementType));
        }
    }

    /// <summary>The error for a list of another length than the lists before it, or of none.</summary>
    public static AmlInputException WrongList(ColumnSlot slot, long number, int have, int need) =>
        new(InputErrors.InvalidShape, $"row {number}, column '{slot.Name}': {(need == 0 ? "the list is empty" : $"the list has {have} values, and {need} make a row")}.");

    /// <summary>The error for lists that do not make a box.</summary>
    public static AmlInputException Ragged(ColumnSlot slot, long number) =>
        new(InputErrors.InvalidShape, $"row {number}, column '{slot.Name}': the lists in the list do not have the same length.");

    private static AmlInputException WrongLength(long number, string have, int need) =>
        new(InputErrors.InvalidShape, $"row {number} has {have} values than the {need} columns.");
}
