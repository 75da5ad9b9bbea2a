namespace AmlEndpoints.Scoring;

/// <summary>What may stand before a text and is no part of it.</summary>
internal static class ByteOrderMark
{
    /// <summary>How many bytes to pass over: UTF-8's mark has three.</summary>
    /// <exception cref="AmlInputException">The mark is that of UTF-16, as Windows PowerShell 5.1 wrote files with <c>&gt;</c>.</exception>
    public static int LengthIn(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith<byte>([0xFF, 0xFE]) || text.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new AmlInputException(InputErrors.InvalidEncoding, "the text is UTF-16. Save it as UTF-8.");
        }

        return text.StartsWith("\uFEFF"u8) ? 3 : 0;
    }
}
