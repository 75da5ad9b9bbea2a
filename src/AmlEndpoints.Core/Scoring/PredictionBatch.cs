namespace AmlEndpoints.Scoring;

/// <summary>The predictions of some rows of a larger input, in order. Disposing gives its memory to the next batch.</summary>
public sealed class PredictionBatch : IDisposable
{
    private readonly OnnxModel _model;
    private ScoringRun? _run;

    internal PredictionBatch(OnnxModel model, ScoringRun run, object? result) => (_model, _run, Result) = (model, run, result);

    /// <summary>The predictions.</summary>
    public Predictions Predictions => _run?.Predictions ?? throw new ObjectDisposedException(nameof(PredictionBatch));

    /// <summary>What was made of the predictions on the thread that scored them; it stays when the batch is disposed.</summary>
    public object? Result { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_run is { } run)
        {
            _run = null;
            _model.Return(run);
        }
    }
}
