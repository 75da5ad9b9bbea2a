using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Inspection;

/// <summary>The signature against the graph, and what MLflow makes of the two.</summary>
internal static class SignatureInspection
{
    /// <summary>Checks a folder whose inputs fit the graph: a model that did not would not have been loaded.</summary>
    public static void Inspect(MlflowModel folder, OnnxModel model, Findings findings)
    {
        string file = Path.Combine(folder.Folder, MlflowModel.FileName);
        if (folder.Signature?.Inputs is not { } inputs)
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.NoSignature,
                file,
                "The folder has no signature: names and types of the input are not checked, and columns are taken in the order in which they come.",
                "Pack the model with Export-AmlModel, which writes one, or save it with a signature (mlflow.models.infer_signature).");
            return;
        }

        CompareOutputs(folder.Signature.Outputs, model, file, findings);
        InspectTypes(inputs, model, file, findings);
    }

    private static void CompareOutputs(IReadOnlyList<SignatureField>? outputs, OnnxModel model, string file, Findings findings)
    {
        if (outputs is null || outputs[0] is not TensorSpec)
        {
            return;
        }

        // Outputs that are no tensors have no place in a signature of tensors.
        List<GraphValue> tensors = [.. model.Outputs.Where(output => output.Dimensions.Length > 0)];
        foreach (TensorSpec declared in outputs.Cast<TensorSpec>())
        {
            GraphValue? output = outputs.Count == 1 && tensors.Count == 1 ? tensors[0] : tensors.Find(found => found.Name == declared.Name);
            bool same = output is not null
                && declared.ElementType == ElementTypes.NumPyNameOf(output.ElementType)
                && declared.Shape.Length == output.Dimensions.Length
                && declared.Shape.Zip(output.Dimensions).All(pair => pair.First == -1 || pair.Second == -1 || pair.First == pair.Second);
            if (!same)
            {
                findings.Add(
                    FindingSeverity.Warning,
                    FindingCodes.OutputMismatch,
                    file,
                    $"The signature's output {declared} is none of the graph's: {string.Join("; ", model.Outputs)}.",
                    "Predictions work and look otherwise than the signature says. Write the signature again with Export-AmlModel.");
            }
        }
    }

    // MLflow casts float64 to float32 and nothing else (mlflow/onnx, _OnnxModelWrapper._cast_float64_to_float32).
    private static void InspectTypes(IReadOnlyList<SignatureField> inputs, OnnxModel model, string file, Findings findings)
    {
        foreach (ColumnSlot column in model.Plan.Columns ?? [])
        {
            GraphValue input = model.Inputs[column.Tensor];
            DataType? taken = ElementTypes.ValueTypeOf(input.ElementType);
            bool cast = column.Type == DataType.Double && taken == DataType.Float;
            if (UsesMlflowWrapper(model.Folder!) && column.Type != taken && !cast)
            {
                findings.Add(
                    FindingSeverity.Warning,
                    FindingCodes.TypeFailsInMlflow,
                    file,
                    $"The column '{column.Name}' is {DataTypeNames.NameOf(column.Type)} and the graph takes {input}. MLflow does not convert that, so serving with MLflow or in Azure fails; predictions here work.",
                    "Declare the column with the graph's type, or pack the model with Export-AmlModel, whose loader converts.");
                return;
            }
        }

        if (!UsesMlflowWrapper(model.Folder!))
        {
            return;
        }

        if (inputs[0] is TensorSpec)
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.TensorAnswerFailsInAzure,
                file,
                "The signature has tensors and the python_function flavor uses mlflow.onnx: Azure's server then fails with status 500 for every request, because it cannot write the wrapper's answer as JSON.",
                "Pack the model with Export-AmlModel, whose loader answers with records, or declare columns.");
        }
        else
        {
            InspectMlflowShapes(model, file, findings);
        }
    }

    // What MLflow's wrapper makes of shapes (mlflow/onnx, _OnnxModelWrapper.predict): a column of several is a list without the
    // dimension (N, 1), and every output is flattened into one column of the answer.
    private static void InspectMlflowShapes(OnnxModel model, string file, Findings findings)
    {
        List<GraphValue> wide = [.. model.Outputs.Where(output => output.Dimensions.Length > 1 && output.Dimensions[1] != 1)];
        if (model.Inputs.Any(input => input.Dimensions.Length != (model.Inputs.Count == 1 ? 2 : 1)))
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.ShapeFailsInMlflow,
                file,
                $"MLflow's onnx wrapper gives columns a shape that the graph does not take ({string.Join("; ", model.Inputs)}), so serving with MLflow or in Azure fails with 'Invalid rank for input'; predictions here work.",
                "Pack the model with Export-AmlModel, whose loader gives the graph's shape.");
        }
        else if (wide.Count > 0 && model.Outputs.Count > 1)
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.FlattenedByMlflow,
                file,
                $"MLflow's onnx wrapper flattens {string.Join("; ", wide)} and fails when it puts outputs of different lengths beside each other ('All arrays must be of the same length').",
                "Pack the model with Export-AmlModel: its folder gives one record a row in MLflow and in Azure too.");
        }
        else if (wide.Count > 0)
        {
            findings.Add(
                FindingSeverity.Warning,
                FindingCodes.FlattenedByMlflow,
                file,
                $"MLflow's onnx wrapper answers with one record for each value of {wide[0]}, not with one a row (mlflow#12539); this module gives one a row.",
                "Pack the model with Export-AmlModel: its folder gives one record a row in MLflow and in Azure too.");
        }
    }

    private static bool UsesMlflowWrapper(MlflowModel folder) =>
        folder.Flavors.TryGetValue("python_function", out IReadOnlyDictionary<string, object?>? flavor) && flavor.GetValueOrDefault("loader_module") as string == "mlflow.onnx";
}
