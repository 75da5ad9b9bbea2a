using System.Buffers;

namespace AmlEndpoints.Scoring;

/// <summary>Predictions as text.</summary>
public static class PredictionText
{
    /// <summary>Writes the records as a JSON list with MLflow's separators: <c>[{"0": 1.5}, {"0": 2.5}]</c>.</summary>
    public static void WriteList(Predictions predictions, IBufferWriter<byte> target)
    {
        target.Write("["u8);
        for (int row = 0; row < predictions.Rows; row++)
        {
            target.Write(row > 0 ? ", "u8 : default);
            predictions.WriteRecord(row, target);
        }

        target.Write("]"u8);
    }

    /// <summary>
    /// The text that <c>mlflow models predict</c> prints: the bare list with MLflow 1, <c>{"predictions": …}</c> with 2 and later
    /// (mlflow/pyfunc/scoring_server, predictions_to_json). The folder's <c>mlflow_version</c> decides; a folder without one is of MLflow
    /// 1.25 or earlier. A bare ONNX file gets the newer form.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="records">The records with what stands between them, without the brackets of the list.</param>
    public static string Wrap(OnnxModel model, string records) =>
        model.Folder is { MlflowVersion: var version } && (version is null || version.StartsWith("1.", StringComparison.Ordinal))
            ? $"[{records}]"
            : $"{{\"predictions\": [{records}]}}";
}
