using System.Buffers.Binary;
using System.IO.Compression;

namespace AmlEndpoints.Tests;

/// <summary>Writes PNG files of eight bits a channel (https://www.w3.org/TR/png/).</summary>
internal static class Png
{
    private static readonly byte[] _signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file for an image: 1 channel is grey, 3 are colours.</summary>
    public static byte[] Write(int width, int height, int channels, Func<int, int, int, byte> pixel)
    {
        using MemoryStream lines = new();
        using (ZLibStream compressed = new(lines, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                // Filter 0: none.
                compressed.WriteByte(0);
                for (int index = 0; index < width * channels; index++)
                {
                    compressed.WriteByte(pixel(index / channels, y, index % channels));
                }
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2));
        return [.. _signature, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, lines.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }
}
