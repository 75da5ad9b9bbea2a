using AmlEndpoints.Files;

namespace AmlEndpoints.Scoring;

/// <summary>A file of predictions that is written batch by batch and appears only when it is complete.</summary>
public sealed class PredictionFile : IDisposable
{
    private readonly AtomicFile _file;
    private readonly PredictionWriter _writer;
    private long _rows;

    /// <summary>Opens the file; its ending gives the format.</summary>
    /// <exception cref="AmlFileException">The ending is not known, or the file cannot be written.</exception>
    public PredictionFile(string path)
    {
        Format = ContentTypes.FormatOf(path);
        _file = new AtomicFile(path);
        _writer = new PredictionWriter(_file.Stream, Format);
    }

    /// <summary>The format of the file.</summary>
    public PredictionFormat Format { get; }

    /// <summary>Writes a batch that was made in this file's format.</summary>
    public async Task WriteAsync(PredictionBatch batch, CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        _rows += batch.Predictions.Rows;
    }

    /// <summary>Completes the file.</summary>
    /// <returns>How many rows it has.</returns>
    public async Task<long> KeepAsync(CancellationToken cancellationToken)
    {
        await _writer.EndAsync(cancellationToken).ConfigureAwait(false);
        _file.Keep();
        return _rows;
    }

    /// <summary>Removes what was written, unless it was kept.</summary>
    public void Dispose() => _file.Dispose();
}
