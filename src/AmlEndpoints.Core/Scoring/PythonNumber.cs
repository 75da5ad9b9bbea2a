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

    // The most digits that Python writes before the point.
    private const int WholeDigits = 16;

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
        if (IsPowerOfTwo(value) && !(Utf8Number.TryParse(target[..length], out double back) && back == value))
        {
            value.TryFormat(target, out length, "G17", CultureInfo.InvariantCulture);
        }

        return Restyle(target, length);
    }

    // The framework's shortest digits of some powers of two, such as 2^-25, are one too few: they read back as the neighbour.
    private static bool IsPowerOfTwo(double value) => (BitConverter.DoubleToUInt64Bits(value) & ((1UL << 52) - 1)) == 0;

    /// <summary>
    /// Turns the text of .NET into Python's. The digits are the same; .NET has an exponent from 1E+15 on, since .NET 10 from 1E+17 on, and
    /// Python from 1e+16 on. Below 1 they agree but for the letter's case.
    /// </summary>
    internal static int Restyle(Span<byte> target, int length)
    {
        Span<byte> text = target[..length];
        int sign = text[0] == (byte)'-' ? 1 : 0;
        int exponent = text.IndexOf((byte)'E');
        if (exponent >= 0)
        {
            target[exponent] = (byte)'e';
            return text[(exponent + 1)..].SequenceEqual("+15"u8) ? sign + Expand(target[sign..], exponent - sign) : length;
        }

        if (text.Contains((byte)'.'))
        {
            return length;
        }

        if (length - sign > WholeDigits)
        {
            return sign + Contract(target[sign..], length - sign);
        }

        ".0"u8.CopyTo(target[length..]);
        return length + 2;
    }

    // 1.0000000000000005e+15 to 1000000000000000.5
    private static int Expand(Span<byte> target, int length)
    {
        Span<byte> digits = stackalloc byte[WholeDigits + 1];
        digits.Fill((byte)'0');
        digits[0] = target[0];
        if (length > 2)
        {
            target[2..length].CopyTo(digits[1..]);
        }

        digits[..WholeDigits].CopyTo(target);
        target[WholeDigits] = (byte)'.';
        target[WholeDigits + 1] = digits[WholeDigits];
        return WholeDigits + 2;
    }

    // 12345678901234500 to 1.23456789012345e+16
    private static int Contract(Span<byte> target, int length)
    {
        int exponent = length - 1;
        int digits = target[..length].TrimEnd((byte)'0').Length;
        if (digits > 1)
        {
            target[1..digits].CopyTo(target[2..]);
            target[1] = (byte)'.';
            digits++;
        }

        "e+"u8.CopyTo(target[digits..]);
        Utf8Formatter.TryFormat(exponent, target[(digits + 2)..], out int written);
        return digits + 2 + written;
    }

    /// <summary>Writes a whole number.</summary>
    public static int Format(long value, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value, target, out int length);
        return length;
    }
}
