using System.Globalization;
using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>
/// The rules for names, order, missing and extra columns (mlflow/models/utils.py, _enforce_schema): by name when the signature
/// has names, extra columns passed over, order free; by position otherwise.
/// </summary>
internal static class RowBinder
{
    private const int MostNamesInMessage = 10;

    public static ColumnSlot?[] Bind(InputPlan plan, IReadOnlyList<string>? names, int count)
    {
        ThrowIfTwice(names);
        return plan.Columns is { } columns
            ? plan.Named ? ByName(columns, names, count) : ByPosition(columns, count)
            : plan.Inputs.Count == 1 ? AsOneTensor(plan, names, count) : ByName([.. plan.Tensors.Select((_, index) => WholeTensor(plan, index))], names, count);
    }

    private static ColumnSlot?[] ByName(IReadOnlyList<ColumnSlot> columns, IReadOnlyList<string>? names, int count)
    {
        if (names is null)
        {
            throw new AmlInputException(
                InputErrors.MissingColumns,
                $"the model's inputs have names, and the {count} values of a row have none. Give them with the names {List(columns.Select(column => column.Name))}.");
        }

        Dictionary<string, ColumnSlot> byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        ColumnSlot?[] slots = [.. names.Select(name => byName.GetValueOrDefault(name))];
        HashSet<ColumnSlot?> found = [.. slots];
        List<string> missing = [.. columns.Where(column => column.Required && !found.Contains(column)).Select(column => column.Name)];
        if (missing.Count > 0)
        {
            List<string> extra = [.. names.Where(name => !byName.ContainsKey(name))];
            string note = extra.Count > 0 ? $" There are extra columns: {List(extra)}; names are compared with their case." : "";
            throw new AmlInputException(InputErrors.MissingColumns, $"the model's inputs {List(missing)} are missing.{note}");
        }

        return slots;
    }

    private static ColumnSlot?[] ByPosition(IReadOnlyList<ColumnSlot> columns, int count) => count < columns.Count
        ? throw new AmlInputException(InputErrors.MissingColumns, $"the signature declares {columns.Count} columns without names, and a row has {count} values.")
        : [.. Enumerable.Range(0, count).Select(index => index < columns.Count ? columns[index] : null)];

    // MLflow: one column is reshaped, n columns make a tensor of shape (-1, n). We also take n columns for any
    // row shape of n elements, such as 784 for (1, 28, 28).
    private static ColumnSlot?[] AsOneTensor(InputPlan plan, IReadOnlyList<string>? names, int count)
    {
        int stride = plan.Strides[0];
        if (count == 1)
        {
            return [WholeTensor(plan, 0)];
        }

        if (stride != 0 && stride != count)
        {
            GraphValue input = plan.Inputs[0];
            throw new AmlInputException(
                InputErrors.InvalidShape,
                $"a row has {count} values, and a row of the model's input '{input.Name}' has {stride} ({string.Join(" × ", input.RowDimensions.ToArray())}).");
        }

        DataType type = plan.Tensors[0].Type;
        return [.. Enumerable.Range(0, count).Select(index => new ColumnSlot(names?[index] ?? Number(index), type, 0, index, 1, Required: true))];
    }

    private static ColumnSlot WholeTensor(InputPlan plan, int index) =>
        new(plan.Tensors[index].Name, plan.Tensors[index].Type, index, 0, plan.Strides[index], Required: true);

    private static void ThrowIfTwice(IReadOnlyList<string>? names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (names?.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new AmlInputException(InputErrors.DuplicateColumn, $"the column '{twice}' stands twice. Rename one, or leave it out.");
        }
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> names)
    {
        List<string> all = [.. names];
        string shown = string.Join(", ", all.Take(MostNamesInMessage).Select(name => $"'{name}'"));
        return all.Count > MostNamesInMessage ? $"{shown} and {all.Count - MostNamesInMessage} more" : shown;
    }
}
