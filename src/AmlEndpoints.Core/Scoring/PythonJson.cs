using System.Buffers;
using System.Globalization;

namespace AmlEndpoints.Scoring;

/// <summary>Writes JSON as Python's <c>json.dumps</c> does: ", " and ": " between, only ASCII, NaN and Infinity as words.</summary>
internal static class PythonJson
{
    public static void Write(this IBufferWriter<byte> target, double value) =>
        target.Advance(PythonNumber.Format(value, target.GetSpan(PythonNumber.MaxLength)));

    public static void Write(this IBufferWriter<byte> target, long value) =>
        target.Advance(PythonNumber.Format(value, target.GetSpan(PythonNumber.MaxLength)));

    public static void Write(this IBufferWriter<byte> target, ulong value)
    {
        value.TryFormat(target.GetSpan(PythonNumber.MaxLength), out int length, default, CultureInfo.InvariantCulture);
        target.Advance(length);
    }

    public static void Write(this IBufferWriter<byte> target, bool value) => target.Write(value ? "true"u8 : "false"u8);

    public static void Write(this IBufferWriter<byte> target, byte value)
    {
        target.GetSpan(1)[0] = value;
        target.Advance(1);
    }

    /// <summary>Writes a text in quotes, escaped as json.encoder.ESCAPE_ASCII does.</summary>
    public static void WriteQuoted(this IBufferWriter<byte> target, string value)
    {
        target.Write((byte)'"');
        foreach (char character in value)
        {
            WriteEscaped(target, character);
        }

        target.Write((byte)'"');
    }

    private static void WriteEscaped(IBufferWriter<byte> target, char character)
    {
        switch (character)
        {
            case '"': target.Write("\\\""u8); break;
            case '\\': target.Write("\\\\"u8); break;
            case '\n': target.Write("\\n"u8); break;
            case '\r': target.Write("\\r"u8); break;
            case '\t': target.Write("\\t"u8); break;
            case '\b': target.Write("\\b"u8); break;
            case '\f': target.Write("\\f"u8); break;
            case >= ' ' and <= '~': target.Write((byte)character); break;
            default:
                Span<byte> text = target.GetSpan(6);
                "\\u"u8.CopyTo(text);
                ((int)character).TryFormat(text[2..], out _, "x4", CultureInfo.InvariantCulture);
                target.Advance(6);
                break;
        }
    }
}
