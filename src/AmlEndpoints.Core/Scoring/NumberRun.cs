using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>Reads many short numbers with commas between them straight into a tensor: the hot loop of JSON and CSV input.</summary>
internal static class NumberRun
{
    /// <summary>Whether numbers of a declared type go into a tensor as they are read: a float column of a double tensor is rounded first.</summary>
    public static bool Takes(DataType type, TensorElementType tensor) =>
        type == DataType.Double ? tensor is TensorElementType.Float or TensorElementType.Double : type == DataType.Float && tensor == TensorElementType.Float;

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

    // The commas of a window are found at once, so that a number need not wait for the one before it to end.
    // Optimised from the first call: a single file is read in one, before the runtime would find out that it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Read<T>(ReadOnlySpan<byte> text, Span<T> target, out int consumed)
        where T : unmanaged, IFloatingPoint<T>
    {
        ref byte bytes = ref MemoryMarshal.GetReference(text);
        ref T places = ref MemoryMarshal.GetReference(target);
        int last = text.Length - Vector256<byte>.Count - Utf8Number.Reach;
        int start = 0;
        int filled = 0;
        for (int window = 0; window <= last && filled < target.Length; window += Vector256<byte>.Count)
        {
            uint commas = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)window), Vector256.Create((byte)',')).ExtractMostSignificantBits();
            while (commas != 0 && filled < target.Length)
            {
                int end = window + BitOperations.TrailingZeroCount(commas);
                commas &= commas - 1;

                // Python's json.dumps writes a space behind each comma.
                int from = start + (Unsafe.Add(ref bytes, start) == (byte)' ' ? 1 : 0);
                if (!Utf8Number.TryReadShort(ref Unsafe.Add(ref bytes, from), end - from, out double value))
                {
                    consumed = start;
                    return filled;
                }

                Unsafe.Add(ref places, filled++) = typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
                start = end + 1;
            }
        }

        consumed = start;
        return filled;
    }
}
