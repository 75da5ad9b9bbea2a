using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Base64 in the alphabet for addresses and without padding (RFC 4648, section 5), as JSON Web Tokens have it.</summary>
internal static class Base64UrlText
{
    /// <summary>Encodes bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        byte[] text = new byte[((bytes.Length * 4) + 2) / 3];
        Encode(bytes, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Encodes bytes into a span that is exactly as long as their text.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        Span<byte> padded = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, padded, out _, out _);
        padded = padded[..text.Length];
        padded.Replace((byte)'+', (byte)'-');
        padded.Replace((byte)'/', (byte)'_');
        padded.CopyTo(text);
    }

    /// <summary>Decodes a text; null when it is none.</summary>
    public static byte[]? TryDecode(ReadOnlySpan<byte> text)
    {
        byte[] padded = new byte[(text.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        text.CopyTo(padded);
        padded.AsSpan().Replace((byte)'-', (byte)'+');
        padded.AsSpan().Replace((byte)'_', (byte)'/');
        return Base64.DecodeFromUtf8InPlace(padded, out int length) == OperationStatus.Done ? padded[..length] : null;
    }
}
