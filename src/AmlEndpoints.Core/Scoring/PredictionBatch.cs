using System.Buffers;

namespace AmlEndpoints.Scoring;

/// <summary>The predictions of some rows of a larger input, in order. Disposing gives its memory to the next batch.</summary>
public sealed class PredictionBatch : IDisposable
{
    private readonly OnnxModel _model;
    private ScoringRun? _run;

    internal PredictionBatch(OnnxModel model, ScoringRun run, ArrayBufferWriter<byte>? text) => (_model, _run, Text) = (model, run, text);

    /// <summary>The predictions.</summary>
    public Predictions Predictions => _run?.Predictions ?? throw new ObjectDisposedException(nameof(PredictionBatch));

    /// <summary>The predictions in the format that was asked for.</summary>
    internal ArrayBufferWriter<byte>? Text { get; }

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
