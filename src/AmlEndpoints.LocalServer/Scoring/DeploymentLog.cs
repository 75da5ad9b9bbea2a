using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// What <c>getLogs</c> gives for a deployment: text on disk, a line an event with UTC time, level and text; no bodies of requests, no secrets.
/// Lines of requests wait in memory and are written together, every second at the latest; of many in a second some are only counted. Thread-safe.
/// </summary>
/// <param name="path">The file of the inference server's lines; the storage initializer's lie beside it. Each keeps between 4 and 8 MB.</param>
/// <param name="time">The clock of the lines; default: the system's.</param>
internal sealed class DeploymentLog(string path, TimeProvider? time = null)
{
    private const long LargestFile = 4 << 20;
    private const int MostWaiting = 1000;

    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly LogFile _server = new(path, LargestFile);
    private readonly LogFile _initializer = new(Path.ChangeExtension(path, ".storage" + Path.GetExtension(path)), LargestFile);
    private readonly ConcurrentQueue<LogLine> _waiting = new();
    private readonly object _lock = new();
    private int _waitingCount;
    private int _onlyCounted;
    private int _flushPlanned;

    /// <summary>Writes a line to the disk at once: what is said of the deployment itself.</summary>
    public void Write(ContainerType container, LogLevel level, string text)
    {
        _waiting.Enqueue(new LogLine(_time.GetUtcNow(), container, level, text));
        Interlocked.Increment(ref _waitingCount);
        Flush();
    }

    /// <summary>Notes how a request ended; cheap, the line is written later.</summary>
    /// <param name="level">How serious it is.</param>
    /// <param name="text">What kind of request it was, and for one that failed the reason; nothing that the caller sent.</param>
    /// <param name="requestId">Its x-request-id.</param>
    /// <param name="statusCode">What it was answered with.</param>
    /// <param name="elapsed">How long the model took.</param>
    public void Request(LogLevel level, string text, string requestId, int statusCode, TimeSpan elapsed)
    {
        if (Volatile.Read(ref _waitingCount) >= MostWaiting)
        {
            Interlocked.Increment(ref _onlyCounted);
        }
        else
        {
            Interlocked.Increment(ref _waitingCount);
            _waiting.Enqueue(new LogLine(_time.GetUtcNow(), ContainerType.InferenceServer, level, text, requestId, statusCode, elapsed.TotalMilliseconds));
        }

        if (Volatile.Read(ref _flushPlanned) == 0 && Interlocked.Exchange(ref _flushPlanned, 1) == 0)
        {
            _ = FlushLaterAsync();
        }
    }

    /// <summary>The last lines of one part.</summary>
    /// <param name="lines">How many at most.</param>
    /// <param name="storageInitializer">The part: StorageInitializer, or else InferenceServer.</param>
    public string Tail(int lines, bool storageInitializer)
    {
        lock (_lock)
        {
            Flush();
            return (storageInitializer ? _initializer : _server).Tail(lines);
        }
    }

    /// <summary>Writes what still waits.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            StringBuilder server = new();
            StringBuilder initializer = new();
            while (_waiting.TryDequeue(out LogLine line))
            {
                Interlocked.Decrement(ref _waitingCount);
                line.WriteTo(line.Container == ContainerType.StorageInitializer ? initializer : server);
            }

            if (Interlocked.Exchange(ref _onlyCounted, 0) is int counted and > 0)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"{counted} more requests ended, too many for a line each");
                new LogLine(_time.GetUtcNow(), ContainerType.InferenceServer, LogLevel.Information, text).WriteTo(server);
            }

            Append(_initializer, initializer);
            Append(_server, server);
        }
    }

    private static void Append(LogFile file, StringBuilder text)
    {
        if (text.Length > 0)
        {
            file.Append(text.ToString());
        }
    }

    // Only while there is something to write: an idle deployment costs nothing.
    private async Task FlushLaterAsync()
    {
        await Task.Delay(_delay).ConfigureAwait(false);
        Volatile.Write(ref _flushPlanned, 0);
        Flush();
    }
}
