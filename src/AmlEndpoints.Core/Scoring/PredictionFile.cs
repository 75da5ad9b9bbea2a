using System.Buffers;
using AmlEndpoints.Files;
using AmlEndpoints.Online;

namespace AmlEndpoints.Scoring;

/// <summary>A file of predictions that is written batch by batch and appears only when it is complete.</summary>
public sealed class PredictionFile : IDisposable
{
    private readonly AtomicFile _file;
    private readonly PredictionWriter _writer;
    private IReadOnlyList<string>? _names;
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

    /// <summary>Whether rows were written.</summary>
    public bool HasRows => _rows > 0;

    /// <summary>Writes a batch that was made in this file's format.</summary>
    public async Task WriteAsync(PredictionBatch batch, CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        _rows += batch.Predictions.Rows;
    }

    /// <summary>Writes an endpoint's answer, with the numbers as it printed them.</summary>
    /// <exception cref="AmlInputException">It is not JSON, or for CSV has other columns than the answers before it.</exception>
    public async Task WriteAsync(ScoringResponse response, CancellationToken cancellationToken)
    {
        PredictionAnswer answer = PredictionAnswer.ParseExactly(response.Body.Span);
        if (answer.Rows.Count == 0)
        {
            return;
        }

        _names ??= answer.Names;
        if (Format == PredictionFormat.Csv && !_names.SequenceEqual(answer.Names))
        {
            throw new AmlInputException(
                InputErrors.ModelFailed, $"the endpoint answered with the columns {string.Join(", ", answer.Names)}, and before with {string.Join(", ", _names)}. Write a .jsonl file, or one for each kind of answer.");
        }

        ArrayBufferWriter<byte> text = new();
        AnswerText.Format(answer, Format, text);
        await _writer.WriteAsync(answer.Names, text.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _rows += answer.Rows.Count;
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
