using System.Buffers;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Bytes in memory that is rented and used again: what a request sent, or what it is answered with.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int LargestKept = 1 << 20;

    private byte[] _bytes = [];

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Makes room for so many more bytes.</summary>
    public void EnsureFree(int count)
    {
        if (_bytes.Length - Length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, Math.Min(_bytes.Length, Array.MaxLength / 2) * 2));
            Written.Span.CopyTo(larger);
            Release();
            _bytes = larger;
        }
    }

    /// <summary>Empties the buffer; memory of a usual size is kept for the next request.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > LargestKept)
        {
            Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Length = 0;
        Release();
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }
}
