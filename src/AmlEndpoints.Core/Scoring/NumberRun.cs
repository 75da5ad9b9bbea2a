using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>Reads many short numbers with commas between them straight into a tensor: the hot loop of JSON and CSV input.</summary>
internal static class NumberRun
{
    // "0.0,": most of an image.
    private const uint ZeroAndComma = 0x2C302E30;

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

    // Where the next number begins is decided by branches and not computed: what is predicted need not be waited for.
    // Optimised from the first call: a single file is read in one, before the runtime would find out that it is hot. Not inlined:
    // in a larger method it has too few registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Read<T>(ReadOnlySpan<byte> text, Span<T> target, out int consumed)
        where T : unmanaged, IFloatingPoint<T>
    {
        ref byte bytes = ref MemoryMarshal.GetReference(text);
        ref T places = ref MemoryMarshal.GetReference(target);
        int last = text.Length - Utf8Number.Reach;
        int position = 0;
        int filled = 0;
        while (filled < target.Length && position < last)
        {
            // Python's json.dumps writes a space behind each comma.
            int from = position;
            if (Unsafe.Add(ref bytes, from) == (byte)' ')
            {
                from++;
            }

            ref byte number = ref Unsafe.Add(ref bytes, from);
            if (Unsafe.ReadUnaligned<uint>(ref number) == ZeroAndComma)
            {
                Unsafe.Add(ref places, filled++) = default;
                position = from + 4;
                continue;
            }

            int length = Utf8Number.TryReadFraction(ref number, out double value);
            if (length == 0)
            {
                length = text.Slice(from, Utf8Number.Reach - 1).IndexOf((byte)',');
                if (length < 0 || !Utf8Number.TryReadShort(ref number, length, out value))
                {
                    break;
                }
            }

            position = length switch
            {
                8 => from + 9,
                11 => from + 12,
                12 => from + 13,
                _ => from + length + 1,
            };
            Unsafe.Add(ref places, filled++) = typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
        }

        consumed = position;
        return filled;
    }
}
