using System.Text;

namespace AmlEndpoints.Scoring;

/// <summary>Reads the records of a block into a table.</summary>
internal static class CsvRowReader
{
    /// <summary>Reads the names in the first record.</summary>
    public static List<string> ReadHeader(ref CsvCells csv)
    {
        List<string> names = [];
        csv.SkipEmptyLines();
        do
        {
            names.Add(Encoding.UTF8.GetString(csv.TakeCell()));
        }
        while (csv.TakeComma());
        return names;
    }

    /// <summary>Reads all records of a block; the table is emptied first.</summary>
    /// <param name="block">The text.</param>
    /// <param name="start">Where the records begin in it.</param>
    /// <param name="plan">What the model takes.</param>
    /// <param name="binding">Where the columns go.</param>
    /// <param name="table">Where the values go.</param>
    /// <param name="rowsBefore">The rows of the blocks before, for messages.</param>
    /// <exception cref="AmlInputException">A record is too short or too long, or a value does not fit; with line, row and column.</exception>
    public static void Read(CsvBlock block, int start, InputPlan plan, RowBinding binding, InputTable table, long rowsBefore)
    {
        table.Clear();
        table.RowsBefore = rowsBefore;
        table.Bind(binding);
        CsvCells csv = new(block.Text);
        csv.Skip(start);
        csv.SkipEmptyLines();
        while (!csv.AtEnd)
        {
            int row = table.AddRow();
            int begin = csv.Position;
            try
            {
                ReadRow(ref csv, plan, binding, table, row);
            }
            catch (AmlInputException error)
            {
                long line = block.FirstLine + CsvCells.CountLineEnds(block.Text[..begin]);
                string place = error.Problem.StartsWith("row ", StringComparison.Ordinal) ? "" : $"row {table.NumberOf(row)}: ";
                throw new AmlInputException(error.Code, $"line {line}, {place}{error.Problem}", innerException: error);
            }

            csv.SkipEmptyLines();
        }
    }

    private static void ReadRow(ref CsvCells csv, InputPlan plan, RowBinding binding, InputTable table, int row)
    {
        ColumnSlot?[] slots = binding.Slots;
        int column = 0;
        bool more = true;
        while (more)
        {
            if (column == slots.Length)
            {
                throw new AmlInputException(InputErrors.InvalidShape, $"there are more values than the {slots.Length} columns of the header.");
            }

            column += ReadRun(ref csv, binding, column, table, row);
            ReadCell(ref csv, slots[column], table, row);
            column++;
            more = csv.TakeComma();
        }

        if (column < slots.Length)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"there are {column} values, fewer than the {slots.Length} columns of the header.");
        }

        MissingCells.FillAbsent(plan, binding, table, row);
    }

    // All but the last value of the record, which has no comma behind it.
    private static int ReadRun(ref CsvCells csv, RowBinding binding, int column, InputTable table, int row)
    {
        int run = Math.Min(binding.RunFrom(column), binding.Slots.Length - 1 - column);
        if (run <= 0)
        {
            return 0;
        }

        ColumnSlot slot = binding.Slots[column]!;
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        int filled = NumberRun.Read(csv.Rest, tensor, (row * tensor.Stride) + slot.Offset, run, out int consumed);
        csv.Skip(consumed);
        return filled;
    }

    private static void ReadCell(ref CsvCells csv, ColumnSlot? slot, InputTable table, int row)
    {
        ReadOnlySpan<byte> text = csv.TakeCell();
        if (slot is null)
        {
            return;
        }

        TensorBuffer tensor = table.Tensors[slot.Tensor];
        if (slot.TakesList && text.TrimStart((byte)' ').StartsWith("["u8))
        {
            JsonCursor list = new(text);
            JsonRowReader.ReadCell(ref list, slot, table, row);
            list.End();
            return;
        }

        JsonRowReader.ExpectOneValue(slot, table, row);
        int index = (row * tensor.Stride) + slot.Offset;
        CellProblem problem = CellWriter.SetText(tensor, index, slot.Type, text);
        if (problem != CellProblem.None)
        {
            throw CellErrors.Create(problem, table.NumberOf(row), slot.Name, slot.Type, Encoding.UTF8.GetString(text), ElementTypes.NameOf(tensor.ElementType));
        }
    }
}
