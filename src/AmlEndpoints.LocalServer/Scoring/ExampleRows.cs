using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The rows of the input example that lies in a model's folder.</summary>
internal static class ExampleRows
{
    /// <summary>Fills a table with the folder's input example.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Gets the rows.</param>
    /// <param name="problem">Why an example that is there cannot be used.</param>
    /// <returns>False when there is none, or none that fits.</returns>
    public static bool TryFill(OnnxModel model, InputTable table, out string? problem)
    {
        problem = null;
        try
        {
            if (model.Folder is not { } folder || InputExample.Find(folder) is not { } example || !File.Exists(example.Path))
            {
                return false;
            }

            model.JsonReader.Read(InputExample.ToRequest(File.ReadAllBytes(example.Path), example.Info), table);
            return true;
        }
        catch (Exception error) when (error is AmlInputException or IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            return false;
        }
    }
}
