using System.Buffers;

namespace AmlEndpoints.Scoring;

/// <summary>Some whole lines of a CSV file, in memory that goes back to the pool.</summary>
/// <param name="buffer">The rented memory.</param>
/// <param name="length">How much of it is text.</param>
/// <param name="firstLine">The number of the first line, from 1.</param>
internal sealed class CsvBlock(byte[] buffer, int length, long firstLine) : IDisposable
{
    public ReadOnlySpan<byte> Text => buffer.AsSpan(0, length);

    public long FirstLine => firstLine;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
