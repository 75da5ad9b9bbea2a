using System.Globalization;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The bytes of a blob that a request asks for: <c>bytes=first-last</c> or <c>bytes=first-</c>, in x-ms-range or else in Range.</summary>
/// <param name="First">The first byte.</param>
/// <param name="Count">How many bytes.</param>
internal readonly record struct BlobRange(long First, long Count)
{
    /// <summary>The range that a request asks for in a blob of this length, or null for the whole.</summary>
    /// <exception cref="BlobException">400 for what is no range, 416 for one beyond the end (so any range of an empty blob).</exception>
    public static BlobRange? Of(HttpRequest request, long length)
    {
        string header = request.Headers.ContainsKey(BlobHeaders.Range) ? BlobHeaders.Range : "Range";
        if (BlobHeaders.Text(request.Headers, header) is not string text)
        {
            return null;
        }

        string[] ends = text.StartsWith("bytes=", StringComparison.Ordinal) ? text["bytes=".Length..].Split('-') : [];
        long last = long.MaxValue;
        if (ends.Length != 2 || !TryRead(ends[0], out long first) || (ends[1].Length > 0 && !TryRead(ends[1], out last)) || last < first)
        {
            throw BlobErrors.InvalidHeaderValue(header, "it must be 'bytes=first-last' or 'bytes=first-'.");
        }

        return first < length ? new BlobRange(first, Math.Min(last, length - 1) - first + 1) : throw BlobErrors.InvalidRange(length);
    }

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
