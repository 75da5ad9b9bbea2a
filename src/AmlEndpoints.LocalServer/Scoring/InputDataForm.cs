using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// What Azure ML takes under <c>input_data</c> for a model: it follows from the signature alone (Microsoft Learn, "Guidelines for deploying MLflow
/// models"; azureml's generated mlflow_score_script.py).
/// </summary>
/// <param name="First">The bytes that the value can begin with.</param>
/// <param name="Example">What to send, for messages.</param>
internal sealed record InputDataForm(byte[] First, string Example)
{
    private const string List = "{\"input_data\": [[…], …]}";

    /// <summary>Whether the value can be nothing but an object.</summary>
    public bool IsObject => First is [(byte)'{'];

    /// <summary>The form for a model.</summary>
    public static InputDataForm Of(OnnxModel model)
    {
        InputPlan plan = model.Plan;
        if (plan.Columns is not null)
        {
            return new InputDataForm([(byte)'{'], "{\"input_data\": {\"columns\": […], \"data\": [[…], …]}}");
        }

        string named = $"{{\"input_data\": {{{string.Join(", ", plan.Tensors.Select(tensor => $"\"{tensor.Name}\": […]"))}}}}}";
        return model.Folder?.Signature?.Inputs is [TensorSpec { Name: null }] ? new InputDataForm([(byte)'['], List)
            : model.Folder?.Signature?.Inputs is [TensorSpec, ..] || plan.Inputs.Count > 1 ? new InputDataForm([(byte)'{'], named)
            : new InputDataForm([(byte)'{', (byte)'['], $"{List} or {named}");
    }
}
