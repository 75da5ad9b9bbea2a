using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The names of the headers, and how their values are read.</summary>
internal static class BlobHeaders
{
    public const string Version = "x-ms-version";
    public const string Date = "x-ms-date";
    public const string RequestId = "x-ms-request-id";
    public const string ClientRequestId = "x-ms-client-request-id";
    public const string ErrorCode = "x-ms-error-code";
    public const string BlobType = "x-ms-blob-type";
    public const string Range = "x-ms-range";
    public const string DeleteSnapshots = "x-ms-delete-snapshots";
    public const string MetadataPrefix = "x-ms-meta-";
    public const string CreationTime = "x-ms-creation-time";
    public const string LeaseStatus = "x-ms-lease-status";
    public const string LeaseState = "x-ms-lease-state";
    public const string BlobContentType = "x-ms-blob-content-type";
    public const string BlobContentMd5 = "x-ms-blob-content-md5";
    public const string ContentMd5 = "Content-MD5";

    /// <summary>Headers that a blob keeps besides its type, each with the request header that sets it.</summary>
    public static readonly IReadOnlyList<(string Name, string RequestName)> Kept =
    [
        ("Content-Encoding", "x-ms-blob-content-encoding"),
        ("Content-Language", "x-ms-blob-content-language"),
        ("Content-Disposition", "x-ms-blob-content-disposition"),
        ("Cache-Control", "x-ms-blob-cache-control"),
    ];

    /// <summary>
    /// 8 KiB of names and values
    /// (https://learn.microsoft.com/rest/api/storageservices/setting-and-retrieving-properties-and-metadata-for-blob-resources).
    /// </summary>
    private const int MetadataLimit = 8 * 1024;

    private static readonly HashSet<string> Known = new(Kept.Select(header => header.RequestName), StringComparer.OrdinalIgnoreCase)
    {
        Version, Date, ClientRequestId, "x-ms-return-client-request-id", BlobType, Range, DeleteSnapshots, BlobContentType, BlobContentMd5,
    };

    /// <summary>Refuses a header that would change what an operation does and that this server would ignore.</summary>
    /// <exception cref="BlobException">501.</exception>
    public static void RefuseUnknown(IHeaderDictionary headers)
    {
        foreach (string name in headers.Keys)
        {
            if (name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase) && !Known.Contains(name)
                && !name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                throw BlobErrors.NotImplemented($"the header {name}");
            }
        }
    }

    /// <summary>The value of a header, or null where it is absent or empty.</summary>
    /// <exception cref="BlobException">It has characters that no answer could give back.</exception>
    public static string? Text(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out StringValues values) || StringValues.IsNullOrEmpty(values))
        {
            return null;
        }

        string value = values.ToString();
        return IsPrintable(value) ? value : throw BlobErrors.InvalidHeaderValue(name, "it must be printable ASCII.");
    }

    /// <summary>A time in the form of RFC 1123, or null.</summary>
    /// <exception cref="BlobException">It is no such time.</exception>
    public static DateTimeOffset? Time(IHeaderDictionary headers, string name) => Text(headers, name) switch
    {
        null => null,
        string text when DateTimeOffset.TryParseExact(
            text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) => time,
        _ => throw BlobErrors.InvalidHeaderValue(name, "it must be a time like 'Thu, 01 Jan 2026 00:00:00 GMT'."),
    };

    /// <summary>An MD5, or null.</summary>
    /// <exception cref="BlobException">It is not the Base64 text of 16 bytes.</exception>
    public static byte[]? Md5(IHeaderDictionary headers, string name)
    {
        byte[] md5 = new byte[16];
        return Text(headers, name) switch
        {
            null => null,
            string text when Convert.TryFromBase64String(text, md5, out int written) && written == md5.Length => md5,
            _ => throw BlobErrors.InvalidMd5(name),
        };
    }

    /// <summary>The metadata of a request: <c>x-ms-meta-name: value</c>, with the names' case kept.</summary>
    /// <exception cref="BlobException">A name is no C# identifier, a value is not printable, or they are too large.</exception>
    public static Dictionary<string, string> Metadata(IHeaderDictionary headers)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        int size = 0;
        foreach ((string header, StringValues values) in headers)
        {
            if (!header.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string name = header[MetadataPrefix.Length..];
            string value = values.ToString();
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                throw BlobErrors.InvalidMetadata($"the name '{name}' must be letters, digits and '_', and not begin with a digit.");
            }

            metadata[name] = IsPrintable(value) ? value : throw BlobErrors.InvalidMetadata($"the value of '{name}' must be printable ASCII.");
            size += name.Length + value.Length;
        }

        return size <= MetadataLimit ? metadata : throw BlobErrors.MetadataTooLarge(MetadataLimit);
    }

    private static bool IsPrintable(string value) => value.All(letter => letter is >= ' ' and <= '~');
}
