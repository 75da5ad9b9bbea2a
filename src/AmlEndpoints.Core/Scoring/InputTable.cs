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

    /// <summary>How many rows of the whole input stand before the first one of the table.</summary>
    public long RowsBefore { get; set; }

    /// <summary>Empties the table and keeps its memory.</summary>
    public void Clear()
    {
        Rows = 0;
        RowsBefore = 0;
        for (int index = 0; index < Tensors.Length; index++)
        {
            Tensors[index].Stride = _plan.Strides[index];
            Tensors[index].Shape = null;
        }
    }

    /// <summary>Fixes the elements a row where only the data can tell.</summary>
    /// <exception cref="AmlInputException">The rows that are there already have another length.</exception>
    public void Bind(RowBinding binding)
    {
        for (int index = 0; index < Tensors.Length; index++)
        {
            int width = _plan.Strides[index] == 0 ? binding.WidthOf(index) : 0;
            if (width != 0 && Rows > 0 && Tensors[index].Stride != width)
            {
                throw new AmlInputException(InputErrors.InvalidShape, $"there are {width} values, and {Tensors[index].Stride} in the rows before.");
            }

            Tensors[index].Stride = width != 0 ? width : Tensors[index].Stride;
        }
    }

    /// <summary>The number of a row in the whole input, from 1, for messages.</summary>
    public long NumberOf(int row) => RowsBefore + row + 1;

    /// <summary>Adds a row and returns its index; its values are still to be set.</summary>
    public int AddRow()
    {
        EnsureRows(Rows + 1);
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

    /// <summary>Says how many rows there are when they were not added one by one.</summary>
    public void SetRows(int rows)
    {
        Rows = rows;
        EnsureRows(rows);
    }

    public void Dispose()
    {
        foreach (TensorBuffer tensor in Tensors)
        {
            tensor.Dispose();
        }
    }

    private void EnsureRows(int rows)
    {
        foreach (TensorBuffer tensor in Tensors)
        {
            tensor.EnsureElements(checked(rows * tensor.Stride));
        }
    }
}
