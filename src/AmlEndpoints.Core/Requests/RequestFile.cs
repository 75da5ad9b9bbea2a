using System.Text;
using AmlEndpoints.Files;

namespace AmlEndpoints.Requests;

/// <summary>A request as a file.</summary>
public static class RequestFile
{
    /// <summary>Writes the text as UTF-8 without a mark; the file appears only when it is complete and replaces one that is there.</summary>
    /// <exception cref="AmlFileException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        using AtomicFile file = new(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text));
        file.Keep();
    }
}
