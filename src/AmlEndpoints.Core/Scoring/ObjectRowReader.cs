using System.Collections;
using System.Globalization;
using System.Text;
using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>Reads rows given as .NET values, with or without names, into a table. Text is read as a CSV cell is.</summary>
internal sealed class ObjectRowReader(InputPlan plan, InputTable table)
{
    private IReadOnlyList<string>? _names;
    private RowBinding? _binding;

    /// <summary>Adds a row.</summary>
    /// <param name="names">The names of the values; null when they go by position.</param>
    /// <param name="values">Numbers, texts, booleans, null, or lists of them.</param>
    /// <param name="number">The row's number from 1, for messages.</param>
    /// <exception cref="AmlInputException">Columns are missing, or a value does not fit. The table is as it was before.</exception>
    public void Add(IReadOnlyList<string>? names, IReadOnlyList<object?> values, long number)
    {
        RowBinding binding = Bind(names, values.Count, number);
        int row = table.AddRow();
        table.RowsBefore = number - row - 1;
        try
        {
            for (int column = 0; column < values.Count; column++)
            {
                if (binding.Slots[column] is { } slot)
                {
                    Set(slot, values[column], row, number);
                }
            }

            MissingCells.FillAbsent(plan, binding, table, row);
        }
        catch
        {
            Drop(row);
            throw;
        }
    }

    private void Drop(int row)
    {
        table.SetRows(row);
        if (row == 0)
        {
            // What the first row said of the length of rows goes with it.
            table.Clear();
            _binding = null;
        }
    }

    private RowBinding Bind(IReadOnlyList<string>? names, int count, long number)
    {
        bool same = names is null ? _names is null && _binding?.Slots.Length == count : _names is not null && names.SequenceEqual(_names, StringComparer.Ordinal);
        if (_binding is null || !same)
        {
            try
            {
                RowBinding binding = names is null ? plan.BindFlat(count) : plan.Bind(names, count);
                table.Bind(binding);
                (_binding, _names) = (binding, names);
            }
            catch (AmlInputException error)
            {
                throw new AmlInputException(error.Code, $"row {number}: {error.Problem}", innerException: error);
            }
        }

        return _binding;
    }

    private void Set(ColumnSlot slot, object? value, int row, long number)
    {
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        if (slot.TakesList && value is IEnumerable list and not string)
        {
            SetList(slot, tensor, list, row, number);
            return;
        }

        JsonRowReader.ExpectOneValue(slot, table, row);
        ThrowIf(SetValue(tensor, (row * tensor.Stride) + slot.Offset, slot.Type, value), slot, tensor, value, number);
    }

    private static void SetList(ColumnSlot slot, TensorBuffer tensor, IEnumerable list, int row, long number)
    {
        List<object?> leaves = [];
        ListShape shape = new();
        AddLeaves(list, leaves, 0, ref shape);
        if (shape.IsRagged)
        {
            throw JsonRowReader.Ragged(slot, number);
        }

        if (tensor.Stride == 0)
        {
            tensor.Stride = leaves.Count;
        }

        if (leaves.Count != tensor.Stride || leaves.Count == 0)
        {
            throw JsonRowReader.WrongList(slot, number, leaves.Count, tensor.Stride);
        }

        tensor.EnsureElements((row + 1) * tensor.Stride);
        for (int index = 0; index < leaves.Count; index++)
        {
            ThrowIf(SetValue(tensor, (row * tensor.Stride) + index, slot.Type, leaves[index]), slot, tensor, leaves[index], number);
        }
    }

    private static void AddLeaves(IEnumerable list, List<object?> leaves, int depth, ref ListShape shape)
    {
        int lists = 0;
        int values = 0;
        foreach (object? item in list)
        {
            if (item is IEnumerable nested and not string && depth + 1 < ListShape.Deepest)
            {
                AddLeaves(nested, leaves, depth + 1, ref shape);
                lists++;
            }
            else
            {
                leaves.Add(item);
                values++;
            }
        }

        shape.Add(depth, lists, values);
    }

    private static CellProblem SetValue(TensorBuffer tensor, int index, DataType type, object? value) => value switch
    {
        null or DBNull => CellWriter.SetMissing(tensor, index, type),
        double number => double.IsFinite(number) || type is DataType.Double or DataType.Float ? CellWriter.SetNumber(tensor, index, type, number) : CellProblem.Missing,
        float number => CellWriter.SetNumber(tensor, index, type, number),
        Half number => CellWriter.SetNumber(tensor, index, type, (double)number),
        bool truth => CellWriter.SetBoolean(tensor, index, type, truth),
        string text => CellWriter.SetText(tensor, index, type, Encoding.UTF8.GetBytes(text)),
        char letter => CellWriter.SetText(tensor, index, type, Encoding.UTF8.GetBytes([letter])),
        int or long or short or sbyte or byte or ushort or uint or ulong =>
            CellWriter.SetWhole(tensor, index, type, Int128.Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        // decimal and BigInteger by their digits, which reading rounds correctly.
        decimal or System.Numerics.BigInteger =>
            CellWriter.SetNumberText(tensor, index, type, Encoding.UTF8.GetBytes(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture))),
        _ => type == DataType.String ? CellProblem.NotText : CellProblem.NotANumber,
    };

    private static void ThrowIf(CellProblem problem, ColumnSlot slot, TensorBuffer tensor, object? value, long number)
    {
        if (problem != CellProblem.None)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            throw CellErrors.Create(problem, number, slot.Name, slot.Type, text, ElementTypes.NameOf(tensor.ElementType));
        }
    }
}
