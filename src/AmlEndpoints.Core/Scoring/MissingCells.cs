namespace AmlEndpoints.Scoring;

/// <summary>Fills what optional columns leave out: NaN where a tensor can hold it, an error elsewhere.</summary>
internal static class MissingCells
{
    /// <summary>Fills the value of one row.</summary>
    public static void Fill(ColumnSlot slot, InputTable table, int row)
    {
        TensorBuffer tensor = table.Tensors[slot.Tensor];
        for (int index = 0; index < Math.Max(slot.Width, 1); index++)
        {
            CellProblem problem = CellWriter.SetMissing(tensor, (row * tensor.Stride) + slot.Offset + index, slot.Type);
            if (problem != CellProblem.None)
            {
                throw CellErrors.Create(problem, table.NumberOf(row), slot.Name, slot.Type, "", ElementTypes.NameOf(tensor.ElementType));
            }
        }
    }

    /// <summary>Fills the columns of the signature that the rows do not have at all.</summary>
    public static void FillAbsent(InputPlan plan, RowBinding binding, InputTable table, int row)
    {
        foreach (ColumnSlot slot in binding.AbsentFrom(plan))
        {
            Fill(slot, table, row);
        }
    }
}
