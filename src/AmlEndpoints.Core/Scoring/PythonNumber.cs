using System.Buffers.Text;
using System.Globalization;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Writes numbers as Python's <c>json.dumps</c> does, which MLflow and Azure use for their answers: the shortest digits that read
/// back as the same double (float.__repr__), with an exponent below 1e-04 and from 1e+16. A float32 is widened first.
/// </summary>
internal static class PythonNumber
{
    /// <summary>The longest text of a double, with room for the sign and the exponent.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public static int Format(double value, Span<byte> target)
    {
        if (!double.IsFinite(value))
        {
            ReadOnlySpan<byte> word = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;
            word.CopyTo(target);
            return word.Length;
        }

        value.TryFormat(target, out int length, default, CultureInfo.InvariantCulture);
        Span<byte> text = target[..length];
        int exponent = text.IndexOf((byte)'E');
        if (exponent >= 0)
        {
            return FixExponent(target, length, exponent);
        }

        if (!text.Contains((byte)'.'))
        {
            ".0"u8.CopyTo(target[length..]);
            length += 2;
        }

        return length;
    }

    // .NET turns to exponents at 1E+15, Python at 1e+16; everything else but the letter's case is the same.
    private static int FixExponent(Span<byte> target, int length, int exponent)
    {
        if (!target[(exponent + 1)..length].SequenceEqual("+15"u8))
        {
            target[exponent] = (byte)'e';
            return length;
        }

        int sign = target[0] == (byte)'-' ? 1 : 0;
        Span<byte> digits = stackalloc byte[16];
        digits.Fill((byte)'0');
        int count = 0;
        foreach (byte character in target[sign..exponent])
        {
            if (character != (byte)'.')
            {
                digits[count++] = character;
            }
        }

        digits.CopyTo(target[sign..]);
        ".0"u8.CopyTo(target[(sign + digits.Length)..]);
        return sign + digits.Length + 2;
    }

    /// <summary>Writes a whole number.</summary>
    public static int Format(long value, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value, target, out int length);
        return length;
    }
}
