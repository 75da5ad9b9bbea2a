using StbImageSharp;

namespace AmlEndpoints.Scoring;

/// <summary>The pixels of a decoded image.</summary>
/// <param name="Width">Pixels a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Channels">1 grey, 3 red-green-blue, 4 with alpha.</param>
/// <param name="Values">0 to 255, line after line, the channels of a pixel side by side.</param>
internal sealed record ImagePixels(int Width, int Height, int Channels, byte[] Values)
{
    /// <summary>Decodes a PNG or JPEG image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">The channels wanted: grey is the luminance of colours.</param>
    /// <exception cref="AmlFileException">The file cannot be read or is not such an image.</exception>
    public static ImagePixels Decode(string path, int channels)
    {
        byte[] content = Read(path);
        try
        {
            using ImageStream file = new(content);
            ImageResult image = ImageResult.FromStream(file, channels switch
            {
                1 => ColorComponents.Grey,
                3 => ColorComponents.RedGreenBlue,
                _ => ColorComponents.RedGreenBlueAlpha,
            });
            return new ImagePixels(image.Width, image.Height, channels, image.Data);
        }
        catch (Exception error)
        {
            // A damaged file makes the decoder fail in many ways.
            throw new AmlFileException(FileErrors.ImageInvalid, "the file is not a PNG or JPEG image that can be decoded, or it is damaged.", path, innerException: error);
        }
    }

    private static byte[] Read(string path)
    {
        using FileStream file = FileScoring.Open(path);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    // The decoder takes what lies behind the end for zeros, and may look for the next part of the image there for ever.
    private sealed class ImageStream(byte[] content) : MemoryStream(content, writable: false)
    {
        private const int MostReadsAtEnd = 1 << 16;

        private int _readsAtEnd;

        public override long Seek(long offset, SeekOrigin origin) => ThrowIfBehindEnd(base.Seek(offset, origin));

        public override int ReadByte() => CountAtEnd(base.ReadByte());

        private int CountAtEnd(int value) =>
            value >= 0 || ++_readsAtEnd < MostReadsAtEnd ? value : throw new EndOfStreamException();

        private long ThrowIfBehindEnd(long position) =>
            position <= Length ? position : throw new EndOfStreamException();
    }
}
