namespace AmlEndpoints.Datastores;

/// <summary>
/// What of a folder is not uploaded: the lines of its <c>.amlignore</c>, or else of its <c>.gitignore</c>. As in azure-ai-ml the first line
/// that names a path decides, so a <c>!</c> line stands above the one it makes an exception to.
/// </summary>
internal sealed class IgnoreFile
{
    private static readonly string[] _names = [".amlignore", ".gitignore"];

    private readonly List<IgnorePattern> _patterns;

    private IgnoreFile(List<IgnorePattern> patterns) => _patterns = patterns;

    /// <summary>Reads the ignore file of a folder; where there is none, nothing is excluded.</summary>
    public static IgnoreFile Of(string folder)
    {
        string? path = _names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return new([.. path is null ? [] : File.ReadLines(path).Select(IgnorePattern.Parse).OfType<IgnorePattern>()]);
    }

    /// <summary>Whether a path, relative to the folder and with slashes, is left out.</summary>
    public bool Excludes(string path) => _patterns.Find(pattern => pattern.IsMatch(path))?.Excludes ?? false;
}
