using CsCheck;

namespace AmlEndpoints.Tests;

/// <summary>What happens to files on their way: some bytes change, go, come, or stand twice.</summary>
internal static class Damage
{
    /// <summary>Puts mostly bytes in that mean something in JSON, CSV or YAML.</summary>
    public static Gen<Func<byte[], byte[]>> OfText { get; } = Of(Gen.Frequency((3, Gen.OneOf("0123456789.-+eE\"\\,:;[]{}\n\r\t #&*!|>'naNtfI\0"u8.ToArray())), (1, Gen.Byte)));

    public static Gen<Func<byte[], byte[]>> OfBytes { get; } = Of(Gen.Byte);

    private static Gen<Func<byte[], byte[]>> Of(Gen<byte> bytes) =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1_000_000], bytes, Gen.Int[1, 12]).Array[1, 3].Select<(int Kind, int Place, byte Value, int Length)[], Func<byte[], byte[]>>(steps =>
            content => steps.Aggregate(content, (bytes, step) => Apply(bytes, step.Kind, step.Place, step.Value, step.Length)));

    private static byte[] Apply(byte[] content, int kind, int place, byte value, int length)
    {
        int at = content.Length == 0 ? 0 : place % content.Length;
        int end = Math.Min(at + length, content.Length);
        return kind switch
        {
            0 => [.. content[..at], value, .. content[Math.Min(at + 1, content.Length)..]],
            1 => [.. content[..at], value, .. content[at..]],
            2 => [.. content[..at], .. content[end..]],
            3 => [.. content[..end], .. content[at..]],
            _ => content[..at],
        };
    }
}
