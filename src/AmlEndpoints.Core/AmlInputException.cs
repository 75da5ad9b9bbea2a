namespace AmlEndpoints;

/// <summary>
/// Data given for a prediction cannot be used as it is. Nothing was predicted from the part that is wrong; the
/// message names the row and the column.
/// </summary>
public sealed class AmlInputException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable name of the kind of problem; one of <see cref="InputErrors"/>.</param>
    /// <param name="message">What is wrong, where, and what to do next.</param>
    /// <param name="source">What was read: a file's path, or null for data without a name.</param>
    /// <param name="innerException">What caused it.</param>
    public AmlInputException(string code, string message, string? source = null, Exception? innerException = null)
        : base(source is null ? message : $"{source}: {message}", innerException)
    {
        (Code, Problem, InputSource) = (code, message, source);
    }

    /// <summary>The stable name of the kind of problem.</summary>
    public string Code { get; }

    /// <summary>The file that was read, if it was one.</summary>
    public string? InputSource { get; }

    /// <summary>The message without the source.</summary>
    public string Problem { get; }

    /// <summary>The same error, said of <paramref name="source"/>.</summary>
    public AmlInputException In(string source) => InputSource is null ? new(Code, Problem, source, this) : this;
}
