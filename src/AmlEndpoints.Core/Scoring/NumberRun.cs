using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AmlEndpoints.Scoring;

/// <summary>Reads many short numbers with commas between them straight into a tensor: the hot loop of JSON and CSV input.</summary>
internal static class NumberRun
{
    /// <summary>
    /// Fills a tensor from the start of <paramref name="text"/> for as long as a short number is followed by a comma and there are
    /// places to fill. One space before a number is passed over.
    /// </summary>
    /// <param name="text">The text, at the first number.</param>
    /// <param name="tensor">A tensor of float or double; others take nothing.</param>
    /// <param name="first">The first element to fill.</param>
    /// <param name="most">How many elements to fill at the most.</param>
    /// <param name="consumed">The bytes taken: up to the first value that was not read.</param>
    /// <returns>How many places were filled, each with its comma. The value behind them is the caller's.</returns>
    public static int Read(ReadOnlySpan<byte> text, TensorBuffer tensor, int first, int most, out int consumed)
    {
        switch (tensor)
        {
            case NumericTensorBuffer<float> floats:
                return Read(text, floats.Values.AsSpan(first, most), out consumed);
            case NumericTensorBuffer<double> doubles:
                return Read(text, doubles.Values.AsSpan(first, most), out consumed);
            default:
                consumed = 0;
                return 0;
        }
    }

    // Optimised at once: a single file is read in one call, before the runtime would find out that it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Read(ReadOnlySpan<byte> text, Span<float> target, out int consumed)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref float places = ref MemoryMarshal.GetReference(target);
        int last = text.Length - Utf8Number.Reach;
        int position = 0;
        int filled = 0;
        while (filled < target.Length && TryReadOne(ref start, last, ref position, out double value))
        {
            Unsafe.Add(ref places, filled++) = (float)value;
        }

        consumed = position;
        return filled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Read(ReadOnlySpan<byte> text, Span<double> target, out int consumed)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        ref double places = ref MemoryMarshal.GetReference(target);
        int last = text.Length - Utf8Number.Reach;
        int position = 0;
        int filled = 0;
        while (filled < target.Length && TryReadOne(ref start, last, ref position, out double value))
        {
            Unsafe.Add(ref places, filled++) = value;
        }

        consumed = position;
        return filled;
    }

    // Takes "number," and a space before it, which Python's json.dumps writes; leaves the position alone if something else stands there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadOne(ref byte start, int last, ref int position, out double value)
    {
        int from = position;
        value = 0;
        if (from >= last)
        {
            return false;
        }

        from += Unsafe.Add(ref start, from) == (byte)' ' ? 1 : 0;
        int length = Utf8Number.TryReadShort(ref Unsafe.Add(ref start, from), out value);
        if (length == 0 || Unsafe.Add(ref start, from + length) != (byte)',')
        {
            return false;
        }

        position = from + length + 1;
        return true;
    }
}
