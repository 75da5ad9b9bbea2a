using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The first prediction of a deployment, before it answers requests: with the folder's input example, or with zeros and empty texts.</summary>
internal static class WarmUp
{
    /// <summary>Predicts once.</summary>
    /// <returns>Why the folder's own input example could not be used, or null when nothing is wrong.</returns>
    /// <exception cref="AmlInputException">The model fails.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static string? Run(OnnxModel model, CancellationToken cancellationToken)
    {
        string? problem = null;
        ScoringRun run = model.Rent();
        try
        {
            if (ExampleRows.TryFill(model, run.Table, out problem))
            {
                model.Run(run, cancellationToken);
                model.Return(run);
                return null;
            }

            model.Return(run);
        }
        catch (AmlInputException error)
        {
            problem = error.Message;
        }

        try
        {
            RunZeros(model, cancellationToken);
        }
        catch (AmlInputException error)
        {
            throw new AmlInputException(error.Code, $"the model does not predict a row of zeros: {error.Problem} Nor is there an input example that it predicts; Export-AmlModel -InputExample adds one.", innerException: error);
        }

        return problem;
    }

    private static void RunZeros(OnnxModel model, CancellationToken cancellationToken)
    {
        ScoringRun run = model.Rent();
        InputExample.Fill(model, run.Table, null);
        model.Run(run, cancellationToken);
        model.Return(run);
    }
}
