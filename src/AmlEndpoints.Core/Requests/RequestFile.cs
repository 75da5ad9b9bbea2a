using System.Text;
using AmlEndpoints.Files;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Requests;

/// <summary>A request as a file.</summary>
public static class RequestFile
{
    /// <summary>Reads a request that is one already, without a mark before it.</summary>
    /// <exception cref="AmlFileException">The file cannot be read.</exception>
    /// <exception cref="AmlInputException">It is UTF-16.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using FileStream file = FileScoring.Open(path);
        byte[] text = new byte[file.Length];
        await file.ReadExactlyAsync(text, cancellationToken).ConfigureAwait(false);
        return text.AsMemory(ByteOrderMark.LengthIn(text));
    }

    /// <summary>Writes the text as UTF-8 without a mark; the file appears only when it is complete and replaces one that is there.</summary>
    /// <exception cref="AmlFileException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        using AtomicFile file = new(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text));
        file.Keep();
    }
}
