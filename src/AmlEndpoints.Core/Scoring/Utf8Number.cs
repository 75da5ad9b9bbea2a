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

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private static ReadOnlySpan<uint> SmallPowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Reads a text that is a number without an exponent and short enough to be exact: -0.123456, 17, 123.45.</summary>
    /// <param name="start">The first byte; <see cref="Reach"/> bytes from there must be readable.</param>
    /// <param name="length">The bytes of the text.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the text was of that form; otherwise it may still be a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadShort(ref byte start, int length, out double value)
    {
        bool negative = start == (byte)'-';
        ref byte first = ref Unsafe.Add(ref start, negative ? 1 : 0);
        length -= negative ? 1 : 0;
        int decimals = length - 2;
        uint whole = (uint)first - '0';
        ulong mantissa;

        // One digit before the point and up to sixteen behind it, eight at a time.
        if (whole <= 9 && Unsafe.Add(ref first, 1) == (byte)'.' && (uint)(decimals - 1) < 16)
        {
            ulong digits = DigitsAt(ref Unsafe.Add(ref first, 2));
            ulong more = 0;
            if (decimals <= 8)
            {
                digits <<= 64 - (decimals << 3);
                mantissa = (whole * PowerOfTen(decimals)) + ToNumber(digits);
            }
            else
            {
                more = DigitsAt(ref Unsafe.Add(ref first, 10)) << (128 - (decimals << 3));
                mantissa = (((whole * PowerOfTen(8)) + ToNumber(digits)) * PowerOfTen(decimals - 8)) + ToNumber(more);
            }

            if (!AreDigits(digits) || !AreDigits(more))
            {
                value = 0;
                return false;
            }
        }
        else if (!TryReadLonger(ref first, length, out mantissa, out decimals))
        {
            value = 0;
            return false;
        }

        value = (long)mantissa / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen), decimals);
        value = negative ? -value : value;
        return mantissa <= LargestExact;
    }

    /// <summary>Reads a number of the form 0.123456 with a comma behind it, up to 15 decimals: what scaled features and pixels look like.</summary>
    /// <param name="start">The first byte; <see cref="Reach"/> bytes from there must be readable.</param>
    /// <param name="value">The number.</param>
    /// <returns>The bytes before the comma, or 0 if the text is not of that form; it may still be a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryReadFraction(ref byte start, out double value)
    {
        const ushort ZeroAndPoint = 0x2E30;
        value = 0;
        if (Unsafe.ReadUnaligned<ushort>(ref start) != ZeroAndPoint)
        {
            return 0;
        }

        ulong digits = DigitsAt(ref Unsafe.Add(ref start, 2));
        int decimals = CountDigits(digits);
        if (decimals < 8)
        {
            if (decimals == 0 || Unsafe.Add(ref start, 2 + decimals) != (byte)',')
            {
                return 0;
            }

            value = ToNumber(digits << (64 - (decimals << 3))) / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen), decimals);
            return 2 + decimals;
        }

        ulong rest = DigitsAt(ref Unsafe.Add(ref start, 10));
        int more = CountDigits(rest);
        if (more == 8 || Unsafe.Add(ref start, 10 + more) != (byte)',')
        {
            return 0;
        }

        // Shifted in two steps: by 64 at once, for no more digits, would be by none.
        ulong mantissa = (ToNumber(digits) * PowerOfTen(more)) + ToNumber(rest << (56 - (more << 3)) << 8);
        value = (long)mantissa / Unsafe.Add(ref MemoryMarshal.GetReference(PowersOfTen), 8 + more);
        return 10 + more;
    }

    // How many bytes from the first on are digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(ulong digits) =>
        BitOperations.TrailingZeroCount(((digits + 0x7676767676767676) | digits) & 0x8080808080808080) >> 3;

    /// <summary>Reads a text that is a number as a whole, of any length and with an exponent.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && !IsWord(text) && text[^1] != 0;

    /// <summary>Reads a text that is a number of at most 28 digits as a whole, exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && text[^1] != 0;

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

    // Whole numbers, and decimals with more than one digit before the point.
    private static bool TryReadLonger(ref byte start, int length, out ulong mantissa, out int decimals)
    {
        const int MostCharacters = 19;
        int point = length;
        mantissa = 0;
        decimals = 0;
        if (length is 0 or > MostCharacters)
        {
            return false;
        }

        for (int index = 0; index < length; index++)
        {
            uint digit = (uint)Unsafe.Add(ref start, index) - '0';
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (digit == unchecked((uint)('.' - '0')) && point == length)
            {
                point = index;
            }
            else
            {
                return false;
            }
        }

        decimals = Math.Max(length - point - 1, 0);
        // JSON has no leading zeros and digits on both sides of the point; the slow path decides what else is a number.
        return point > 0 && point != length - 1 && (start != (byte)'0' || point == 1);
    }

    // Little-endian: the first digit is the lowest byte. What is no digit keeps a high bit, see AreDigits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DigitsAt(ref byte start) => Unsafe.ReadUnaligned<ulong>(ref start) ^ 0x3030303030303030;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong digits) => (((digits + 0x7676767676767676) | digits) & 0x8080808080808080) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PowerOfTen(int exponent) => Unsafe.Add(ref MemoryMarshal.GetReference(SmallPowersOfTen), exponent);

    // Eight digits at once: pairs, then fours, then all (D. Lemire, "Quickly parsing eight digits", 2018).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ToNumber(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }
}
