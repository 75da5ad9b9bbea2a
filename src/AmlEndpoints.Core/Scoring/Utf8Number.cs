using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Reads decimal numbers from UTF-8 text, correctly rounded. Most numbers of a request are short decimals: a mantissa below
/// 2^53 divided by a power of ten up to 10^22, both exact, is correctly rounded by the division alone (W. Clinger, "How to
/// read floating point numbers accurately", 1990). Everything else goes to the framework's own parser.
/// </summary>
internal static class Utf8Number
{
    /// <summary>How many readable bytes the fast path needs from its start: a sign, 15 digits, the point, two times eight decimals.</summary>
    public const int Reach = 33;

    private const ulong LargestExact = 1UL << 53;

    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private static ReadOnlySpan<uint> SmallPowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>
    /// Reads a number of the form -0.123456 or -123.45: no exponent, at most 16 decimals, an exact mantissa.
    /// </summary>
    /// <param name="start">The first byte; <see cref="Reach"/> bytes from there must be readable.</param>
    /// <param name="value">The number.</param>
    /// <returns>The bytes taken, or 0 if the number is not of that form (or not one at all).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryReadShort(ref byte start, out double value)
    {
        int position = start == (byte)'-' ? 1 : 0;
        uint digit = (uint)Unsafe.Add(ref start, position) - '0';
        value = 0;
        if (digit > 9)
        {
            return 0;
        }

        ulong mantissa = digit;
        int first = position++;
        if ((digit = (uint)Unsafe.Add(ref start, position) - '0') <= 9)
        {
            // JSON has no leading zeros; the slow path decides what 007 means.
            if (mantissa == 0)
            {
                return 0;
            }

            do
            {
                mantissa = (mantissa * 10) + digit;
                digit = (uint)Unsafe.Add(ref start, ++position) - '0';
            }
            while (digit <= 9 && position - first < 15);
        }

        int decimals = 0;
        if (Unsafe.Add(ref start, position) == (byte)'.')
        {
            position++;
            decimals = ReadDigits(ref Unsafe.Add(ref start, position), ref mantissa);
            if (decimals == 8)
            {
                decimals += ReadDigits(ref Unsafe.Add(ref start, position + 8), ref mantissa);
            }

            position += decimals;
            // 16 digits behind up to 15 before may have overflowed; 19 in all cannot.
            if (decimals == 0 || position - first > 20)
            {
                return 0;
            }
        }

        byte next = Unsafe.Add(ref start, position);
        if ((uint)(next - '0') <= 9 || (next | 0x20) == 'e' || next == (byte)'.' || mantissa > LargestExact)
        {
            return 0;
        }

        value = mantissa / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen), decimals);
        if (start == (byte)'-')
        {
            value = -value;
        }

        return position;
    }

    /// <summary>Reads a text that is a number as a whole, of any length and with an exponent.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && !IsWord(text) && text[^1] != 0;
    }

    /// <summary>Reads a text that is a whole number as a whole.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length;

    /// <summary>Whether the text has the form that RFC 8259 gives a number: no leading zero, no plus, digits on both sides of the point.</summary>
    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        int position = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int whole = Digits(text, position);
        if (whole == 0 || (whole > 1 && text[position] == '0'))
        {
            return false;
        }

        position += whole;
        if (position < text.Length && text[position] == '.')
        {
            int decimals = Digits(text, position + 1);
            if (decimals == 0)
            {
                return false;
            }

            position += 1 + decimals;
        }

        if (position < text.Length && (text[position] | 0x20) == 'e')
        {
            position += position + 1 < text.Length && text[position + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            int exponent = Digits(text, position);
            if (exponent == 0)
            {
                return false;
            }

            position += exponent;
        }

        return position == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        int position = from;
        while (position < text.Length && (uint)(text[position] - '0') <= 9)
        {
            position++;
        }

        return position - from;
    }

    // The framework's parser also takes "Infinity", "NaN" and their like, whatever the style, and zero bytes at the end.
    private static bool IsWord(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

    /// <summary>Appends the digits (up to eight) that stand at <paramref name="start"/> to the mantissa, all at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadDigits(ref byte start, ref ulong mantissa)
    {
        // Little-endian: the first digit is the lowest byte. A byte that is no digit gets its high bit set; what it carries
        // over reaches only bytes behind it.
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref start) ^ 0x3030303030303030;
        ulong other = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
        int count = BitOperations.TrailingZeroCount(other) >> 3;
        if (count == 0)
        {
            return 0;
        }

        bytes <<= 64 - (count << 3);
        bytes = (bytes * 10) + (bytes >> 8);
        bytes = (((bytes & 0x000000FF000000FF) * 0x000F424000000064) + (((bytes >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        mantissa = (mantissa * Unsafe.Add(ref MemoryMarshal.GetReference(SmallPowersOfTen), count)) + (uint)bytes;
        return count;
    }
}
