using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>
/// The local paths in spec files. They are relative to the file that names them, may begin with <c>file:</c>, and must exist. A path with
/// backslashes, written on Windows, is found on the other systems too.
/// </summary>
internal static partial class SpecPaths
{
    private const string FilePrefix = "file:";

    private static readonly string[] _uris = ["azureml://", "runs:/", "https://", "http://"];

    /// <summary>Whether a text is a uri that Azure ML takes in place of a local path.</summary>
    public static bool IsUri(string text) => Array.Exists(_uris, uri => text.StartsWith(uri, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a local path or, as it is written, a uri.</summary>
    public static string? ReadPathOrUri(YamlNode? node, string key, SpecSource source, bool fileToo) =>
        node is YamlScalarNode { Value: string text } && IsUri(text) ? text : ReadPath(node, key, source, fileToo);

    /// <summary>Reads a local path and gives it absolute; null when there is none, or it is wrong.</summary>
    /// <param name="node">The value.</param>
    /// <param name="key">Its key.</param>
    /// <param name="source">The file.</param>
    /// <param name="fileToo">Whether it may be a file, not only a folder.</param>
    /// <param name="folderToo">Whether it may be a folder.</param>
    public static string? ReadPath(YamlNode? node, string key, SpecSource source, bool fileToo = false, bool folderToo = true)
    {
        if (SpecScalars.ReadText(node, key, source) is not { } text)
        {
            return null;
        }

        if (Scheme().Match(text) is { Success: true } scheme && !text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase))
        {
            source.Add(node!, $"'{key}' begins with '{scheme.Value}', which is no place for it. Give a path relative to this file.");
            return null;
        }

        string? path = Absolute(text, source.Folder);
        if (path is not null && Find(path, fileToo, folderToo) is { } found)
        {
            return found;
        }

        string wanted = fileToo && folderToo ? "file or folder" : fileToo ? "file" : "folder";
        source.Add(node!, path is null ? $"'{key}' is no valid path." : $"'{key}': there is no {wanted} '{path}'. Paths are relative to the folder of this file.");
        return null;
    }

    /// <summary>Whether a text is meant as a path: it says so, or something is there under it.</summary>
    public static bool LooksLocal(string text, SpecSource source) =>
        text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) || text.StartsWith('.') || text.Contains('/') || text.Contains('\\')
        || (Absolute(text, source.Folder) is { } path && Path.Exists(path));

    /// <summary>Whether a folder has a file, under its own name and not outside of the folder.</summary>
    public static bool IsFileIn(string folder, string name)
    {
        if (Path.IsPathRooted(name) || Absolute(name, folder) is not { } path)
        {
            return false;
        }

        string inside = Path.GetRelativePath(folder, path);
        return inside != ".." && !inside.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Find(path, fileToo: true, folderToo: false) is not null;
    }

    private static string? Absolute(string text, string folder)
    {
        bool isFileUri = text.StartsWith(FilePrefix + "//", StringComparison.OrdinalIgnoreCase);
        string path = isFileUri && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri.LocalPath
            : text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) ? text[FilePrefix.Length..]
            : text;
        try
        {
            return path.Length == 0 || path.Contains('\0') ? null : Path.GetFullPath(path, folder);
        }
        catch (Exception error) when (error is ArgumentException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Find(string path, bool fileToo, bool folderToo)
    {
        string portable = path.Replace('\\', Path.DirectorySeparatorChar);
        string[] candidates = portable == path ? [path] : [path, Path.GetFullPath(portable)];
        string? found = Array.Find(candidates, candidate => (fileToo && File.Exists(candidate)) || (folderToo && Directory.Exists(candidate)));
        return found is null ? null : Path.TrimEndingDirectorySeparator(found);
    }

    // One letter is a drive of Windows.
    [GeneratedRegex("""^[A-Za-z][A-Za-z0-9+.\-]+:""", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
