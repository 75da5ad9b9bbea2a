using System.Text;
using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>Reads what is not given in rows: one tensor, named tensors, or columns as lists by name.</summary>
internal static class JsonTensors
{
    /// <summary>Reads the value of <c>inputs</c>, <c>instances</c>, <c>input_data</c> or a bare list.</summary>
    /// <exception cref="AmlInputException">Names are missing, shapes do not fit, or a value does not.</exception>
    public static void Read(ref JsonCursor json, InputPlan plan, InputTable table)
    {
        if (json.Peek() == (byte)'{')
        {
            ReadNamed(ref json, plan, table);
        }
        else if (plan.Columns is not null)
        {
            ReadRowsWithoutNames(ref json, plan, table);
        }
        else if (plan.Inputs.Count == 1)
        {
            JsonTensorReader.Read(ref json, Slot(plan, 0), table.Tensors[0]);
        }
        else
        {
            throw new AmlInputException(InputErrors.MissingColumns, $"the model takes {plan.Inputs.Count} tensors. Give an object with {string.Join(", ", plan.Tensors.Select(tensor => $"'{tensor.Name}'"))}.");
        }

        if (plan.Columns is null)
        {
            CheckShapes(plan, table);
        }
    }

    private static void ReadRowsWithoutNames(ref JsonCursor json, InputPlan plan, InputTable table)
    {
        RowBinding binding = plan.Bind(null, plan.Columns!.Count);
        table.Bind(binding);
        json.Take((byte)'[');
        for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
        {
            JsonRowReader.ReadList(ref json, plan, binding, table);
        }
    }

    private static void ReadNamed(ref JsonCursor json, InputPlan plan, InputTable table)
    {
        List<string> names = Names(ref json);
        ColumnSlot?[] slots = plan.Columns is not null
            ? plan.Bind(names, names.Count).Slots
            : [.. names.Select(name => TensorSlot(plan, name))];
        ThrowIfTensorMissing(plan, slots);
        json.Take((byte)'{');
        int? rows = null;
        for (int column = 0; column < slots.Length; column++)
        {
            json.TakeString();
            json.Take((byte)':');
            json.Peek();
            if (slots[column] is not { } slot)
            {
                json.SkipValue();
            }
            else if (plan.Columns is null)
            {
                JsonTensorReader.Read(ref json, slot, table.Tensors[slot.Tensor]);
            }
            else
            {
                int count = ReadColumn(ref json, slot, table);
                ThrowIfLengthsDiffer(rows ??= count, count, slot.Name);
            }

            json.TakeNext((byte)'}');
        }

        if (plan.Columns is not null)
        {
            table.SetRows(rows ?? 0);
            RowBinding binding = new(plan, slots);
            for (int row = 0; row < table.Rows; row++)
            {
                MissingCells.FillAbsent(plan, binding, table, row);
            }
        }
    }

    private static List<string> Names(ref JsonCursor json)
    {
        int start = json.Position;
        List<string> names = [];
        json.Take((byte)'{');
        for (bool more = !json.TryTake((byte)'}'); more; more = json.TakeNext((byte)'}'))
        {
            names.Add(Encoding.UTF8.GetString(json.TakeString()));
            json.Take((byte)':');
            json.SkipValue();
        }

        json.MoveTo(start);
        return names.Count > 0 ? names : throw new AmlInputException(InputErrors.Empty, "the object has no tensors.");
    }

    private static int ReadColumn(ref JsonCursor json, ColumnSlot slot, InputTable table)
    {
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        json.Take((byte)'[');
        int row = 0;
        for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
        {
            tensor.EnsureElements((row + 1) * Math.Max(tensor.Stride, 1));
            JsonRowReader.ReadCell(ref json, slot, table, row);
            row++;
        }

        return row;
    }

    private static ColumnSlot? TensorSlot(InputPlan plan, string name)
    {
        for (int index = 0; index < plan.Tensors.Count; index++)
        {
            if (plan.Tensors[index].Name == name)
            {
                return Slot(plan, index);
            }
        }

        return null;
    }

    private static ColumnSlot Slot(InputPlan plan, int index) =>
        new(plan.Tensors[index].Name, plan.Tensors[index].Type, index, 0, 0, Required: true);

    private static void ThrowIfTensorMissing(InputPlan plan, ColumnSlot?[] slots)
    {
        List<string> missing = plan.Columns is not null
            ? []
            : [.. Enumerable.Range(0, plan.Tensors.Count).Where(index => slots.All(slot => slot?.Tensor != index)).Select(index => $"'{plan.Tensors[index].Name}'")];
        if (missing.Count > 0)
        {
            throw new AmlInputException(InputErrors.MissingColumns, $"the model's inputs {string.Join(", ", missing)} are missing.");
        }
    }

    private static void CheckShapes(InputPlan plan, InputTable table)
    {
        int? rows = null;
        for (int index = 0; index < plan.Inputs.Count; index++)
        {
            long[] shape = table.Tensors[index].Shape!;
            long[] declared = plan.Inputs[index].Dimensions;
            bool fits = shape.Length == declared.Length && shape.Zip(declared).Skip(1).All(pair => pair.Second == -1 || pair.First == pair.Second);
            if (!fits)
            {
                throw new AmlInputException(InputErrors.InvalidShape, $"the tensor '{plan.Tensors[index].Name}' has the shape {ShapeText.Of(shape)}, and the model takes {ShapeText.Of(declared)}.");
            }

            int count = shape.Length == 0 ? 1 : checked((int)shape[0]);
            table.Tensors[index].Stride = checked((int)shape.Skip(1).Aggregate(1L, (product, length) => product * length));
            ThrowIfLengthsDiffer(rows ??= count, count, plan.Tensors[index].Name);
        }

        table.SetRows(rows ?? 0);
    }

    private static void ThrowIfLengthsDiffer(int rows, int count, string name)
    {
        if (rows != count)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"'{name}' has {count} rows, and the one before it has {rows}. All must have the same number.");
        }
    }
}
