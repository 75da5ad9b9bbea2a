namespace AmlEndpoints;

/// <summary>
/// A file or folder of the user's cannot be used: a model folder, an ONNX file, a spec file. The message says where,
/// what is wrong and what to do; of several problems it has a line each.
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
        : this(code, path, [new FileProblem(line, column, message)], innerException)
    {
    }

    /// <summary>Creates the error for everything that is wrong in one file.</summary>
    /// <param name="code">The stable name of the kind of problem, for scripts; one of <see cref="FileErrors"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="problems">What is wrong, at least one thing.</param>
    /// <param name="innerException">What caused it.</param>
    public AmlFileException(string code, string path, IReadOnlyList<FileProblem> problems, Exception? innerException = null)
        : base(string.Join('\n', problems.Select(problem => problem.At(path))), innerException)
    {
        (Code, Path, Problems) = (code, path, problems);
    }

    /// <summary>The stable name of the kind of problem.</summary>
    public string Code { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>Everything that is wrong in the file, in the order of the places; at least one thing.</summary>
    public IReadOnlyList<FileProblem> Problems { get; }

    /// <summary>The first problem's message, without the place.</summary>
    public string Problem => Problems[0].Message;

    /// <summary>The first problem's line in the file, counted from 1.</summary>
    public long? Line => Problems[0].Line;

    /// <summary>The first problem's column in the line, counted from 1.</summary>
    public long? Column => Problems[0].Column;
}
