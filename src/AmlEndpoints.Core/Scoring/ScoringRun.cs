using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>The buffers of one run, used again by the next: what comes in, what goes out.</summary>
internal sealed class ScoringRun : IDisposable
{
    private readonly long[][] _shapes;

    public ScoringRun(InputPlan plan, IReadOnlyList<GraphValue> outputs)
    {
        Table = plan.CreateTable();
        Predictions = new Predictions(outputs);
        Values = new OrtValue[plan.Inputs.Count];
        _shapes = [.. plan.Inputs.Select(input => new long[input.Dimensions.Length])];
    }

    public InputTable Table { get; }

    public Predictions Predictions { get; }

    public OrtValue[] Values { get; }

    public RunOptions Options { get; } = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    /// <summary>The shape of some rows of an input; one free dimension of a row takes what is left of its values.</summary>
    /// <exception cref="AmlInputException">The values a row do not make the shape.</exception>
    public long[] ShapeOf(int index, GraphValue input, int rows)
    {
        TensorBuffer tensor = Table.Tensors[index];
        long[] shape = _shapes[index];
        if (tensor.Shape is { } whole)
        {
            whole.CopyTo(shape, 0);
            SetRows(shape, rows);
            return shape;
        }

        input.Dimensions.CopyTo(shape, 0);
        SetRows(shape, rows);
        FillFree(shape, tensor.Stride, input);
        return shape;
    }

    public void Dispose()
    {
        Table.Dispose();
        Options.Dispose();
    }

    private static void SetRows(long[] shape, int rows)
    {
        if (shape.Length > 0)
        {
            shape[0] = rows;
        }
    }

    private static void FillFree(long[] shape, int stride, GraphValue input)
    {
        int free = -1;
        long known = 1;
        for (int dimension = 1; dimension < shape.Length; dimension++)
        {
            if (shape[dimension] >= 0)
            {
                known *= shape[dimension];
            }
            else if (free < 0)
            {
                free = dimension;
            }
            else
            {
                throw Mismatch(stride, input);
            }
        }

        if (free >= 0 && known > 0)
        {
            shape[free] = stride / known;
            known *= shape[free];
        }

        if (known != stride)
        {
            throw Mismatch(stride, input);
        }
    }

    private static AmlInputException Mismatch(int stride, GraphValue input) => new(
        InputErrors.InvalidShape,
        $"{stride} values a row do not make the shape that the model takes, {input}. Give the tensor as nested lists.");
}
