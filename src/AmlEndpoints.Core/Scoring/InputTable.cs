namespace AmlEndpoints.Scoring;

/// <summary>The rows for one run of a model, as one contiguous block an input. Used again after <see cref="Clear"/>.</summary>
internal sealed class InputTable : IDisposable
{
    private readonly InputPlan _plan;

    public InputTable(InputPlan plan)
    {
        _plan = plan;
        Tensors = [.. plan.Inputs.Select(input => TensorBuffer.TryCreate(input.ElementType)!)];
        Clear();
    }

    /// <summary>The values of each input of the graph.</summary>
    public TensorBuffer[] Tensors { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Empties the table and keeps its memory.</summary>
    public void Clear()
    {
        Rows = 0;
        for (int index = 0; index < Tensors.Length; index++)
        {
            Tensors[index].Stride = _plan.Strides[index];
            Tensors[index].Shape = null;
        }
    }

    /// <summary>Fixes the elements a row where only the data can tell.</summary>
    public void Bind(RowBinding binding)
    {
        foreach (ColumnSlot? slot in binding.Slots)
        {
            if (slot is not null && _plan.Strides[slot.Tensor] == 0 && slot.Width != 0)
            {
                Tensors[slot.Tensor].Stride = Math.Max(Tensors[slot.Tensor].Stride, slot.Offset + slot.Width);
            }
        }
    }

    /// <summary>Adds a row and returns its index; its values are still to be set.</summary>
    public int AddRow()
    {
        foreach (TensorBuffer tensor in Tensors)
        {
            tensor.EnsureElements(checked((Rows + 1) * tensor.Stride));
        }

        return Rows++;
    }

    /// <summary>Adds a copy of the last row.</summary>
    public void RepeatLastRow()
    {
        int row = AddRow();
        foreach (TensorBuffer tensor in Tensors)
        {
            tensor.Copy((row - 1) * tensor.Stride, row * tensor.Stride, tensor.Stride);
        }
    }

    /// <summary>Says how many rows tensors that were set as a whole have.</summary>
    public void SetRows(int rows) => Rows = rows;

    public void Dispose()
    {
        foreach (TensorBuffer tensor in Tensors)
        {
            tensor.Dispose();
        }
    }
}
