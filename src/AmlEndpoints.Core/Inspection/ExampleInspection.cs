using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Inspection;

/// <summary>Runs the input example of a folder.</summary>
internal static class ExampleInspection
{
    public static void Inspect(MlflowModel folder, OnnxModel model, Findings findings)
    {
        if (InputExample.Find(folder) is not (string path, IReadOnlyDictionary<string, object?> info))
        {
            findings.Add(
                FindingSeverity.Information,
                FindingCodes.NoInputExample,
                Path.Combine(folder.Folder, MlflowModel.FileName),
                "The folder has no input example, so it was not tried with one.",
                "Export-AmlModel -InputExample adds one.");
            return;
        }

        if (!File.Exists(path))
        {
            findings.Add(FindingSeverity.Warning, FindingCodes.MissingFile, path, $"The file does not exist, and saved_input_example_info in {MlflowModel.FileName} names it.", "Copy the whole folder again.");
            return;
        }

        try
        {
            using ScoringRun run = model.Rent();
            model.JsonReader.Read(InputExample.ToRequest(File.ReadAllBytes(path), info), run.Table);
            model.Run(run, CancellationToken.None);
        }
        catch (AmlInputException error)
        {
            findings.Add(FindingSeverity.Error, FindingCodes.InputExampleFails, path, $"The model does not predict its own input example: {error.Problem}", "The example or the signature is wrong; requests like it would fail too.");
        }
    }
}
