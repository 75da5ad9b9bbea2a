using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// A text file of lines that is only appended to and never becomes larger than it may: when it is full it becomes <c>name.1</c>, and what was
/// there before under that name goes. No handle is kept open. The owner alone can read it. Not thread-safe.
/// </summary>
/// <param name="path">The file; its folder is made when it is needed.</param>
/// <param name="largest">Bytes after which a new file begins.</param>
internal sealed class LogFile(string path, long largest)
{
    private readonly string _older = path + ".1";

    /// <summary>Appends text that ends with a line end. A disk that cannot be written to loses lines, never a request.</summary>
    public void Append(string text)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            FileInfo current = new(path);
            if (current.Exists && current.Length >= largest)
            {
                current.MoveTo(_older, overwrite: true);
            }

            FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream file = new(path, options);
            file.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The last lines, each with its line end; fewer when there are not so many.</summary>
    public string Tail(int lines)
    {
        if (lines <= 0)
        {
            return "";
        }

        Queue<string> last = new();
        foreach (string line in ReadLines(_older).Concat(ReadLines(path)))
        {
            if (last.Count == lines)
            {
                last.Dequeue();
            }

            last.Enqueue(line);
        }

        return string.Concat(last.Select(line => line + "\n"));
    }

    private static List<string> ReadLines(string file)
    {
        List<string> lines = [];
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                lines.Add(line);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not there yet: no lines.
        }

        return lines;
    }
}
