namespace AmlEndpoints.Scoring;

/// <summary>Where each value of a row goes, for rows of one layout.</summary>
internal sealed class RowBinding
{
    private readonly int[] _runs;
    private ColumnSlot[]? _absent;

    public RowBinding(InputPlan plan, ColumnSlot?[] slots)
    {
        Slots = slots;
        _runs = new int[slots.Length];
        for (int column = slots.Length - 1; column >= 0; column--)
        {
            _runs[column] = !IsFloating(plan, slots[column]) ? 0
                : column + 1 < slots.Length && _runs[column + 1] > 0 && Follows(slots[column]!, slots[column + 1]!) ? _runs[column + 1] + 1
                : 1;
        }
    }

    /// <summary>The slot of each value in a row; null for one that the model does not take.</summary>
    public ColumnSlot?[] Slots { get; }

    /// <summary>How many values from here on are floating point numbers that lie side by side in one tensor.</summary>
    public int RunFrom(int column) => _runs[column];

    /// <summary>How many elements a row of an input has, where each value is one; 0 where values are lists.</summary>
    public int WidthOf(int tensor) => Slots.Where(slot => slot?.Tensor == tensor).Max(slot => slot?.Offset + slot?.Width) ?? 0;

    /// <summary>The optional columns that rows of this layout do not have.</summary>
    public ColumnSlot[] AbsentFrom(InputPlan plan) => _absent ??= plan.Columns is null ? [] : [.. plan.Columns.Except(Slots.OfType<ColumnSlot>())];

    private static bool IsFloating(InputPlan plan, ColumnSlot? slot) =>
        slot is { Width: 1 } && NumberRun.Takes(slot.Type, plan.Inputs[slot.Tensor].ElementType);

    private static bool Follows(ColumnSlot slot, ColumnSlot next) => next.Tensor == slot.Tensor && next.Offset == slot.Offset + 1;
}
