using System.Buffers;
using System.Text;

namespace AmlEndpoints.Scoring;

/// <summary>Writes batches of predictions to a stream, one after the other.</summary>
internal sealed class PredictionWriter(Stream target, PredictionFormat format)
{
    private bool _begun;

    /// <summary>Makes the text of each batch, to be written later.</summary>
    public static Func<Predictions, object>? Formatter(PredictionFormat? format) => format is not { } known ? null : predictions =>
    {
        ArrayBufferWriter<byte> text = new();
        Format(predictions, known, text);
        return text;
    };

    /// <summary>Formats the records of one batch, without what stands between batches.</summary>
    public static void Format(Predictions predictions, PredictionFormat format, IBufferWriter<byte> text)
    {
        for (int row = 0; row < predictions.Rows; row++)
        {
            switch (format)
            {
                case PredictionFormat.Json:
                    text.Write(row > 0 ? ", "u8 : default);
                    predictions.WriteRecord(row, text);
                    break;
                case PredictionFormat.JsonLines:
                    predictions.WriteRecord(row, text);
                    text.Write("\n"u8);
                    break;
                default:
                    CsvText.WriteRecord(predictions, row, text);
                    break;
            }
        }
    }

    /// <summary>Writes a batch that was made with this format.</summary>
    public Task WriteAsync(PredictionBatch batch, CancellationToken cancellationToken) =>
        WriteAsync(batch.Predictions.Names, ((ArrayBufferWriter<byte>)batch.Result!).WrittenMemory, cancellationToken);

    /// <summary>Writes records that were made with this format.</summary>
    public async Task WriteAsync(IReadOnlyList<string> names, ReadOnlyMemory<byte> records, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Between(names), cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(records, cancellationToken).ConfigureAwait(false);
        _begun = true;
    }

    /// <summary>Writes what stands behind the last batch.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (format == PredictionFormat.Json)
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(_begun ? "]\n" : "[]\n"), cancellationToken).ConfigureAwait(false);
        }
    }

    private byte[] Between(IReadOnlyList<string> names) => format switch
    {
        PredictionFormat.Json => _begun ? ", "u8.ToArray() : "["u8.ToArray(),
        PredictionFormat.Csv when !_begun => CsvText.Header(names),
        _ => [],
    };
}
