using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Reads the body of a scoring request.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The largest body, in bytes. Azure ML documents no limit of its own any more; this is that of the web server in front of azmlinfsrv
    /// (client_max_body_size 100m).
    /// </summary>
    public const long Largest = 100L << 20;

    // What a client says of the length is believed up to here; more memory comes with the bytes.
    private const int LargestFirstBuffer = 1 << 20;

    /// <summary>Reads all of it into a buffer.</summary>
    /// <returns>False when it is too large.</returns>
    public static async ValueTask<bool> TryReadAsync(HttpContext context, PooledBuffer target)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        long? announced = context.Request.ContentLength;
        if (announced > Largest)
        {
            return false;
        }

        target.EnsureFree((int)Math.Min(announced ?? 0, LargestFirstBuffer));
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            if (target.Length + read.Buffer.Length > Largest)
            {
                reader.AdvanceTo(read.Buffer.End);
                return false;
            }

            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                target.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return true;
            }
        }
    }
}
