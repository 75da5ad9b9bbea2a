using System.Diagnostics;

namespace AmlEndpoints.Benchmarks.Server;

/// <summary>One request, sent over and over on several connections, and what it costs both sides.</summary>
internal sealed class HttpLoad(ServerProcess server, byte[] request)
{
    private const int Connections = 16;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(2);

    private long _requests;
    private TimeSpan _clientTime;
    private TimeSpan _serverTime;

    /// <summary>Processor time of the server, in microseconds a request, over all rounds.</summary>
    public double ServerMicroseconds => _serverTime.TotalMicroseconds / _requests;

    /// <summary>Processor time of this process, in microseconds a request, over all rounds.</summary>
    public double ClientMicroseconds => _clientTime.TotalMicroseconds / _requests;

    /// <summary>Sends requests until the server's code is compiled for speed; nothing of it counts.</summary>
    /// <returns>How long the answer's body is, in bytes.</returns>
    public int WarmUp()
    {
        _ = Round();
        _ = Round();
        (_requests, _clientTime, _serverTime) = (0, default, default);
        using HttpConnection connection = new();
        connection.OpenAsync(server.Uri).Wait();
        return connection.ExchangeAsync(request).AsTask().Result;
    }

    /// <summary>Sends requests for two seconds.</summary>
    /// <returns>Requests a second.</returns>
    public double Round()
    {
        TimeSpan client = Environment.CpuUsage.TotalTime;
        TimeSpan process = ServerTime();
        long start = Stopwatch.GetTimestamp();
        long[] sent = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => SendAsync(start)))).Result;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _clientTime += Environment.CpuUsage.TotalTime - client;
        _serverTime += ServerTime() - process;
        _requests += sent.Sum();
        return sent.Sum() / seconds;
    }

    private async Task<long> SendAsync(long start)
    {
        using HttpConnection connection = new();
        await connection.OpenAsync(server.Uri);
        long sent = 0;
        for (; Stopwatch.GetElapsedTime(start) < _round; sent++)
        {
            await connection.ExchangeAsync(request);
        }

        return sent;
    }

    private TimeSpan ServerTime()
    {
        server.Process.Refresh();
        return server.Process.TotalProcessorTime;
    }
}
