using System.Text;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Reads rows given as objects. The names of the first row bind the columns; the rows after it mostly have the same names in the
/// same order, which is checked name by name, and any other order is looked up.
/// </summary>
internal sealed class JsonRecordReader(InputPlan plan, InputTable table)
{
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private RowBinding? _binding;
    private int[] _lastSeen = [];

    /// <summary>Reads one row.</summary>
    /// <exception cref="AmlInputException">It is not an object, columns are missing, or a value does not fit.</exception>
    public void Read(ref JsonCursor json)
    {
        if (json.Peek() != (byte)'{')
        {
            json.ThrowUnexpected($"row {table.Rows + 1}, an object,");
        }

        RowBinding binding = _binding ??= Bind(ref json);
        int row = table.AddRow();
        json.Take((byte)'{');
        int next = 0;
        for (bool more = !json.TryTake((byte)'}'); more; more = json.TakeNext((byte)'}'))
        {
            ReadOnlySpan<byte> name = json.TakeString();
            int column = next < _names.Count && name.SequenceEqual(_names[next]) ? next : _byName.GetValueOrDefault(Encoding.UTF8.GetString(name), -1);
            json.Take((byte)':');
            json.Peek();
            if (column < 0)
            {
                column = AddLateColumn(name, row);
                binding = _binding;
            }

            if (column >= 0)
            {
                ThrowIfTwice(column, row);
                _lastSeen[column] = row;
                next = column + 1;
            }

            JsonRowReader.ReadCell(ref json, column < 0 ? null : binding.Slots[column], table, row);
        }

        FillMissing(binding, row);
    }

    private RowBinding Bind(ref JsonCursor json)
    {
        int start = json.Position;
        json.Take((byte)'{');
        for (bool more = !json.TryTake((byte)'}'); more; more = json.TakeNext((byte)'}'))
        {
            ReadOnlySpan<byte> name = json.TakeString();
            _names.Add(name.ToArray());
            json.Take((byte)':');
            json.SkipValue();
        }

        json.MoveTo(start);
        return BindNames();
    }

    private RowBinding BindNames()
    {
        List<string> names = [.. _names.Select(name => Encoding.UTF8.GetString(name))];
        RowBinding binding = plan.Bind(names, names.Count);
        for (int index = 0; index < names.Count; index++)
        {
            _byName[names[index]] = index;
        }

        int known = _lastSeen.Length;
        Array.Resize(ref _lastSeen, names.Count);
        _lastSeen.AsSpan(known).Fill(-1);
        table.Bind(binding);
        return binding;
    }

    private void ThrowIfTwice(int column, int row)
    {
        if (_lastSeen[column] == row)
        {
            throw new AmlInputException(InputErrors.DuplicateColumn, $"row {row + 1}: the column '{Encoding.UTF8.GetString(_names[column])}' stands twice.");
        }
    }

    // An optional column may turn up first in a later row. Where columns go by position, a new one has no place.
    private int AddLateColumn(ReadOnlySpan<byte> bytes, int row)
    {
        string name = Encoding.UTF8.GetString(bytes);
        if (plan.Columns is null || !plan.Named)
        {
            return plan.Inputs.Count > 1
                ? -1
                : throw new AmlInputException(InputErrors.InvalidShape, $"row {row + 1} has the column '{name}', which the first row does not have.");
        }

        if (plan.Columns.All(column => column.Name != name))
        {
            return -1;
        }

        _names.Add(bytes.ToArray());
        _binding = BindNames();
        return _names.Count - 1;
    }

    private void FillMissing(RowBinding binding, int row)
    {
        for (int column = 0; column < binding.Slots.Length; column++)
        {
            if (_lastSeen[column] != row && binding.Slots[column] is { } slot)
            {
                if (slot.Required)
                {
                    throw new AmlInputException(InputErrors.MissingColumns, $"row {row + 1}: the column '{slot.Name}' is missing.");
                }

                MissingCells.Fill(slot, table, row);
            }
        }

        MissingCells.FillAbsent(plan, binding, table, row);
    }
}
