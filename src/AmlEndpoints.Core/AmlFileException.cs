namespace AmlEndpoints;

/// <summary>
/// A file or folder of the user's cannot be used: a model folder, an ONNX file, a spec file. The message says where,
/// what is wrong and what to do.
/// </summary>
public sealed class AmlFileException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable name of the kind of problem, for scripts; one of <see cref="FileErrors"/>.</param>
    /// <param name="message">What is wrong and what to do next, without the place.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="line">Line in the file, counted from 1, when known.</param>
    /// <param name="column">Column in the line, counted from 1, when known.</param>
    /// <param name="innerException">What caused it.</param>
    public AmlFileException(string code, string message, string path, long? line = null, long? column = null, Exception? innerException = null)
        : base($"{Place(path, line, column)}: {message}", innerException)
    {
        (Code, Problem, Path, Line, Column) = (code, message, path, line, column);
    }

    /// <summary>The stable name of the kind of problem.</summary>
    public string Code { get; }

    /// <summary>The message without the place.</summary>
    public string Problem { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>Line in the file, counted from 1.</summary>
    public long? Line { get; }

    /// <summary>Column in the line, counted from 1.</summary>
    public long? Column { get; }

    private static string Place(string path, long? line, long? column) =>
        line is null ? path : column is null ? $"{path}({line})" : $"{path}({line},{column})";
}
