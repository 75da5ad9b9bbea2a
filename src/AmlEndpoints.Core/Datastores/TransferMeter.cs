namespace AmlEndpoints.Datastores;

/// <summary>Adds up the bytes of files that are transferred at the same time, and reports them in steps.</summary>
internal sealed class TransferMeter(IProgress<TransferProgress>? progress, TransferPhase phase, long totalBytes, int totalFiles)
{
    // More steps than a bar has would only keep the host busy.
    private readonly long _step = Math.Max(1, totalBytes / 200);
    private readonly object _lock = new();
    private long _bytes;
    private long _reported = -1;

    /// <summary>Reports the beginning.</summary>
    public void Begin() => Add(0);

    /// <summary>What is told the bytes of one file that were transferred so far; a repeated request begins again with fewer.</summary>
    public IProgress<long> File() => new FileMeter(this);

    private void Add(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            if (_reported < 0 || _bytes - _reported >= _step || _bytes == totalBytes)
            {
                _reported = _bytes;
                progress?.Report(new TransferProgress(phase, _bytes, totalBytes, totalFiles));
            }
        }
    }

    private sealed class FileMeter(TransferMeter all) : IProgress<long>
    {
        private long _last;

        public void Report(long value) => all.Add(value - Interlocked.Exchange(ref _last, value));
    }
}
