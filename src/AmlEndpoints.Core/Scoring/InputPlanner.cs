using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Makes the <see cref="InputPlan"/> of a model from its signature and its graph. The rules are those of MLflow's wrapper
/// (mlflow/onnx, _OnnxModelWrapper.predict): one input takes all columns as a matrix in the signature's order, several take one
/// column each by name. Without a signature the graph's own inputs are the tensors.
/// </summary>
internal static class InputPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <exception cref="FormatException">Signature and graph do not fit, or the graph takes what is neither a tensor nor a list of them.</exception>
    public static InputPlan Plan(ModelSignature? signature, IReadOnlyList<GraphValue> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new FormatException("the graph has no inputs");
        }

        foreach (GraphValue input in inputs)
        {
            ThrowIfNotSupported(input);
        }

        IReadOnlyList<SignatureField> fields = signature?.Inputs is { Count: > 0 } declared ? declared : [.. inputs.Select(input => input.ToTensorSpec())];
        return fields[0] is TensorSpec
            ? PlanTensors([.. fields.Cast<TensorSpec>()], inputs)
            : PlanColumns([.. fields.Cast<ColumnSpec>()], inputs);
    }

    private static void ThrowIfNotSupported(GraphValue input)
    {
        if (input.Kind != OnnxValueType.ONNX_TYPE_TENSOR)
        {
            throw new FormatException($"the graph's input {input} is not a tensor; such an input cannot be given by rows or lists");
        }

        using TensorBuffer? buffer = TensorBuffer.TryCreate(input.ElementType);
        if (buffer is null)
        {
            throw new FormatException($"the graph's input {input} has an element type that is not supported");
        }
    }

    private static InputPlan PlanTensors(IReadOnlyList<TensorSpec> tensors, IReadOnlyList<GraphValue> inputs)
    {
        if (tensors.Count != inputs.Count)
        {
            throw Mismatch($"the signature has {tensors.Count} tensors", inputs);
        }

        List<(string Name, DataType Type)> given = [];
        foreach (GraphValue input in inputs)
        {
            // A single tensor needs no name.
            TensorSpec tensor = (inputs.Count == 1 ? tensors[0] : tensors.FirstOrDefault(spec => spec.Name == input.Name))
                ?? throw Mismatch($"the signature has no tensor '{input.Name}'", inputs);
            DataType type = ElementTypes.ValueTypeOf(tensor.ElementType)
                ?? throw new FormatException($"the signature's tensor '{input.Name}' has the dtype '{tensor.ElementType}', which ONNX does not have");
            ThrowIfShapesDiffer(tensor, input);
            given.Add((tensor.Name ?? input.Name, type));
        }

        return new InputPlan
        {
            Inputs = inputs,
            Columns = null,
            Tensors = given,
            Named = inputs.Count > 1,
            Strides = [.. inputs.Select(input => RowSize(input) ?? 0)],
        };
    }

    private static void ThrowIfShapesDiffer(TensorSpec tensor, GraphValue input)
    {
        bool same = tensor.Shape.Length == input.Dimensions.Length
            && tensor.Shape.Zip(input.Dimensions).All(pair => pair.First == -1 || pair.Second == -1 || pair.First == pair.Second);
        if (!same)
        {
            throw new FormatException($"the signature's tensor has the shape {ShapeText.Of(tensor.Shape)}, the graph's input is {input}");
        }
    }

    private static InputPlan PlanColumns(IReadOnlyList<ColumnSpec> columns, IReadOnlyList<GraphValue> inputs)
    {
        bool matrix = inputs.Count == 1;
        List<ColumnSlot> slots = [];
        int offset = 0;
        foreach (ColumnSpec column in columns)
        {
            string name = column.Name ?? $"{slots.Count + 1}";
            int tensor = matrix ? 0 : IndexOf(inputs, column.Name);
            int width = column.Type is ArrayColumnType ? matrix && columns.Count > 1 ? throw ListAmongColumns(name) : RowSize(inputs[tensor]) ?? 0 : 1;
            DataType type = ScalarOf(column.Type, name);
            ThrowIfTypeCannotFit(type, name, inputs[tensor]);
            slots.Add(new ColumnSlot(name, type, tensor, matrix ? offset : 0, width, column.Required));
            offset += width;
        }

        string? without = matrix ? null : inputs.FirstOrDefault(input => columns.All(column => column.Name != input.Name))?.Name;
        if (without is not null)
        {
            throw Mismatch($"the signature has no column '{without}'", inputs);
        }

        if (matrix && RowSize(inputs[0]) is { } size && size != offset)
        {
            throw Mismatch($"the signature has {columns.Count} columns, which make {offset} values a row", inputs);
        }

        return new InputPlan
        {
            Inputs = inputs,
            Columns = slots,
            Tensors = [],
            Named = columns[0].Name is not null,
            Strides = matrix ? [offset] : [.. inputs.Select(input => slots.First(slot => inputs[slot.Tensor] == input).Width)],
        };
    }

    private static int IndexOf(IReadOnlyList<GraphValue> inputs, string? name)
    {
        for (int index = 0; index < inputs.Count; index++)
        {
            if (inputs[index].Name == name)
            {
                return index;
            }
        }

        throw Mismatch($"the signature's column '{name}' is none of the graph's inputs", inputs);
    }

    private static DataType ScalarOf(ColumnType type, string name) => type switch
    {
        ScalarColumnType { Type: DataType.Binary or DataType.Datetime } scalar =>
            throw new FormatException($"the signature's column '{name}' is {scalar}, which ONNX does not have"),
        ScalarColumnType scalar => scalar.Type,
        ArrayColumnType array => ScalarOf(array.Items, name),
        _ => throw new FormatException($"the signature's column '{name}' is of the type {type}, which no tensor can hold"),
    };

    private static void ThrowIfTypeCannotFit(DataType type, string name, GraphValue input)
    {
        bool text = ElementTypes.ValueTypeOf(input.ElementType) == DataType.String;
        bool truth = ElementTypes.ValueTypeOf(input.ElementType) == DataType.Boolean;
        if (text != (type == DataType.String) || truth != (type == DataType.Boolean))
        {
            throw new FormatException($"the signature's column '{name}' is {DataTypeNames.NameOf(type)}, the graph's input is {input}");
        }
    }

    private static int? RowSize(GraphValue input)
    {
        long size = 1;
        foreach (long length in input.RowDimensions)
        {
            if (length < 0)
            {
                return null;
            }

            size *= length;
        }

        return checked((int)size);
    }

    private static FormatException ListAmongColumns(string name) =>
        new($"the signature's column '{name}' holds lists and stands beside other columns, while the graph has one input for all of them");

    private static FormatException Mismatch(string signature, IReadOnlyList<GraphValue> inputs) =>
        new($"{signature}, the graph takes {string.Join("; ", inputs)}");
}
