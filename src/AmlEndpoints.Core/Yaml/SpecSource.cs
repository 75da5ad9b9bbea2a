using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>The spec file that is being read, and what was found wrong in it so far.</summary>
internal sealed class SpecSource(string path)
{
    private readonly List<FileProblem> _problems = [];

    /// <summary>The absolute path of the file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What relative paths in the file are relative to.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public void Add(YamlNode node, string message) => Add(node.Start, message);

    // An alias is told where the value stands that it repeats; said twice, one problem is still one.
    public void Add(Mark place, string message)
    {
        FileProblem problem = new(place.Line, place.Column, message);
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <exception cref="AmlFileException">There are problems; it has all of them.</exception>
    public void ThrowIfWrong(string code = FileErrors.SpecInvalid)
    {
        if (_problems.Count > 0)
        {
            throw new AmlFileException(code, Path, [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
        }
    }
}
