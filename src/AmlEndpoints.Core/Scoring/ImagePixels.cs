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
        try
        {
            using FileStream file = File.OpenRead(path);
            ImageResult image = ImageResult.FromStream(file, channels switch
            {
                1 => ColorComponents.Grey,
                3 => ColorComponents.RedGreenBlue,
                _ => ColorComponents.RedGreenBlueAlpha,
            });
            return new ImagePixels(image.Width, image.Height, channels, image.Data);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AmlFileException(FileErrors.NotFound, "there is no such file.", path, innerException: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }
        catch (Exception error) when (error is InvalidOperationException or IndexOutOfRangeException or ArgumentException or OverflowException or NullReferenceException)
        {
            // A damaged file makes the decoder fail in many ways.
            throw new AmlFileException(FileErrors.ImageInvalid, "the file is not a PNG or JPEG image that can be decoded, or it is damaged.", path, innerException: error);
        }
    }
}
