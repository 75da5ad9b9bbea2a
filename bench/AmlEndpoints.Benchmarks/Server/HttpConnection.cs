using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AmlEndpoints.Benchmarks.Server;

/// <summary>A connection that sends one request after the other: about the least that a client can cost, as both sides share the cores.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const string LengthHeader = "Content-Length:";

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <summary>A request as it is sent.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="uri">Where it goes.</param>
    /// <param name="secret">The bearer token or key.</param>
    /// <param name="body">The JSON text; null for none.</param>
    /// <param name="deployment">The deployment that answers; null lets the traffic decide.</param>
    public static byte[] Request(string method, Uri uri, string secret, byte[]? body = null, string? deployment = null)
    {
        string head = $"{method} {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nAuthorization: Bearer {secret}\r\n"
            + (deployment is null ? "" : $"azureml-model-deployment: {deployment}\r\n")
            + (body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\n{LengthHeader} {body.Length}\r\n"));
        return [.. Encoding.ASCII.GetBytes(head + "\r\n"), .. body ?? []];
    }

    public Task OpenAsync(Uri server) => _socket.ConnectAsync(IPAddress.Loopback, server.Port);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <returns>How long the answer's body was, in bytes.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        int received = 0;
        int end = -1;
        while (end < 0 || received < end)
        {
            int more = await _socket.ReceiveAsync(_buffer.AsMemory(received));
            received += more > 0 ? more : throw new InvalidOperationException("The server has closed the connection.");
            end = end < 0 ? EndOf(_buffer.AsSpan(0, received)) : end;
        }

        return end - HeadOf(_buffer.AsSpan(0, received));
    }

    public void Dispose() => _socket.Dispose();

    private static int HeadOf(ReadOnlySpan<byte> received) => received.IndexOf("\r\n\r\n"u8) + 4;

    // Where the answer ends, or -1 before its head is there.
    private static int EndOf(ReadOnlySpan<byte> received)
    {
        int head = HeadOf(received);
        if (head < 4)
        {
            return -1;
        }

        if (!received.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The server answers {Encoding.ASCII.GetString(received[9..12])}: {Encoding.UTF8.GetString(received[head..])}");
        }

        ReadOnlySpan<byte> length = received[(received.IndexOf("Content-Length:"u8) + LengthHeader.Length)..head];
        return head + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
