using System.Text;
using System.Xml;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// What a blob may be called
/// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata), and a little less:
/// nothing that XML cannot carry, and no <c>.</c> or <c>..</c> between separators, which would lead out of the folder a client downloads to.
/// </summary>
internal static class BlobName
{
    /// <summary>Sorts after every character of a name, and is in none: what follows a prefix ends before prefix + Last.</summary>
    public const string Last = "\U0010FFFF";

    private const int MaximumLength = 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Refuses what cannot be a name.</summary>
    /// <exception cref="BlobException">400.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > MaximumLength)
        {
            throw BlobErrors.InvalidResourceName($"it must have 1 to {MaximumLength} characters.");
        }

        if (name.Split('/', '\\').Any(segment => segment is "." or ".."))
        {
            throw BlobErrors.InvalidResourceName("'.' and '..' cannot stand between separators.");
        }

        if (name.Any(char.IsControl) || name.Contains(Last, StringComparison.Ordinal) || !IsXml(name))
        {
            throw BlobErrors.InvalidResourceName("it has a control character or one that XML cannot carry.");
        }
    }

    /// <summary>Undoes the percent-encoding of a piece of a URI; <c>+</c> stays <c>+</c>.</summary>
    /// <exception cref="BlobException">It is not percent-encoded UTF-8.</exception>
    public static string Decode(string encoded)
    {
        byte[] bytes = new byte[encoded.Length];
        int length = 0;
        for (int i = 0; i < encoded.Length; i++)
        {
            char letter = encoded[i];
            if (letter != '%')
            {
                bytes[length++] = char.IsAscii(letter) ? (byte)letter : throw NotUtf8();
                continue;
            }

            if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2]))
            {
                throw BlobErrors.InvalidUri("a '%' must be followed by two hexadecimal digits.");
            }

            bytes[length++] = Convert.FromHexString(encoded.AsSpan(i + 1, 2))[0];
            i += 2;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8();
        }
    }

    private static BlobException NotUtf8() => BlobErrors.InvalidUri("it must be percent-encoded UTF-8.");

    private static bool IsXml(string name)
    {
        try
        {
            XmlConvert.VerifyXmlChars(name);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
