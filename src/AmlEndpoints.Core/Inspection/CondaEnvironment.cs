using System.Text.RegularExpressions;
using AmlEndpoints.Files;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Inspection;

/// <summary>What a conda.yaml asks for.</summary>
/// <param name="PythonVersion">The version of Python, such as 3.9.10, or null.</param>
/// <param name="Packages">The packages, conda's and pip's, in lower case, each with its version as it stands there, such as ==2.5.0, or nothing.</param>
internal sealed partial record CondaEnvironment(string? PythonVersion, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="AmlFileException">It is not valid YAML, or has no dependencies.</exception>
    public static CondaEnvironment Read(string path)
    {
        Dictionary<string, string> packages = new(StringComparer.Ordinal);
        foreach (string dependency in Dependencies(path))
        {
            Match match = Requirement().Match(dependency);
            packages[match.Groups["name"].Value.ToLowerInvariant()] = match.Groups["version"].Value.Trim();
        }

        string? python = packages.Remove("python", out string? version) && version.Length > 0 ? version.TrimStart('=', '>', '<', '~') : null;
        return new CondaEnvironment(python, packages);
    }

    private static List<string> Dependencies(string path) =>
        YamlFile.ReadMap(path, FileErrors.EnvironmentInvalid).Children.TryGetValue(new YamlScalarNode("dependencies"), out YamlNode? list) && list is YamlSequenceNode dependencies
            ? [.. dependencies.SelectMany(Texts)]
            : throw new AmlFileException(FileErrors.EnvironmentInvalid, "the list 'dependencies' is missing.", path, 1, 1);

    // A dependency is a text, or a map from pip to a list of texts.
    private static IEnumerable<string> Texts(YamlNode dependency) => dependency switch
    {
        YamlScalarNode { Value: { } text } => [text],
        YamlMappingNode map => map.Children.Values.OfType<YamlSequenceNode>().SelectMany(list => list).SelectMany(Texts),
        _ => [],
    };

    [GeneratedRegex(@"^\s*(?:[\w.-]+::)?(?<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?(?<version>[^;#]*)")]
    private static partial Regex Requirement();
}
