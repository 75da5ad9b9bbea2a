namespace AmlEndpoints;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Line">Line in the file, counted from 1, when known.</param>
/// <param name="Column">Column in the line, counted from 1, when known.</param>
/// <param name="Message">What is wrong and what to do next, without the place.</param>
public sealed record FileProblem(long? Line, long? Column, string Message)
{
    /// <summary>The place and the message, as compilers write them: <c>file(line,column): message</c>.</summary>
    /// <param name="path">The file.</param>
    public string At(string path) => Line is null ? $"{path}: {Message}" : Column is null ? $"{path}({Line}): {Message}" : $"{path}({Line},{Column}): {Message}";
}
