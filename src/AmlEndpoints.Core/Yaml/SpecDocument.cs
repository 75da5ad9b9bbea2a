using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>Opens a spec file: one YAML map, of the kind that is asked for.</summary>
internal static class SpecDocument
{
    private const string SchemaKey = "$schema";

    /// <summary>Opens the file; what is wrong in the map itself is told to the source.</summary>
    /// <exception cref="AmlFileException">The file cannot be read, is no YAML, or describes something else.</exception>
    public static YamlMappingNode Open(SpecSource source, SpecKind kind)
    {
        if (!File.Exists(source.Path))
        {
            throw new AmlFileException(FileErrors.NotFound, Directory.Exists(source.Path) ? "this is a folder, not a YAML file." : "there is no such file.", source.Path);
        }

        IReadOnlyList<YamlNode> roots = Load(source);
        if (roots is [_, YamlNode second, ..])
        {
            source.Add(second, $"the file has {roots.Count} documents. Put each into a file of its own.");
        }

        if (roots.Count == 0 || SpecScalars.IsNull(roots[0]))
        {
            throw Refused(source, FileErrors.SpecInvalid, null, $"the file is empty. {Expected(kind)}");
        }

        if (roots[0] is not YamlMappingNode root)
        {
            throw Refused(source, FileErrors.SpecInvalid, roots[0], $"the file is {SpecScalars.Describe(roots[0])}, not a map. {Expected(kind)}");
        }

        ThrowIfOther(root, kind, source);
        return root;
    }

    private static IReadOnlyList<YamlNode> Load(SpecSource source)
    {
        try
        {
            return Files.YamlFile.ReadRoots(source.Path, FileErrors.SpecInvalid, parser => new UniqueKeysParser(parser, source));
        }
        catch (AmlFileException error) when (error.Code == FileErrors.SpecInvalid && FindTab(source.Path) is { } tab)
        {
            // The parser tells of a tab at the beginning of the map that it is in, or as a token that cannot be.
            FileProblem[] problems = [new(tab.Line, tab.Column, "the line begins with a tab. YAML is indented with spaces."), .. error.Problems];
            throw new AmlFileException(error.Code, source.Path, [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)], error);
        }
    }

    private static (long Line, long Column)? FindTab(string path)
    {
        long number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(line[..tab]) && !string.IsNullOrWhiteSpace(line))
            {
                return (number, tab + 1);
            }
        }

        return null;
    }

    private static void ThrowIfOther(YamlMappingNode root, SpecKind kind, SpecSource source)
    {
        YamlNode? schemaNode = root.Children.FirstOrDefault(entry => SpecScalars.TextOf(entry.Key) == SchemaKey).Value;
        string schema = schemaNode is null ? "" : SpecScalars.TextOf(schemaNode);
        SpecKind? named = SpecKind.OfSchema(schema);
        if (named is not null && named != kind)
        {
            throw Wrong(source, schemaNode!, named, kind, "its $schema says so");
        }

        if (named is null && schema.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(source, FileErrors.SpecWrongKind, schemaNode, $"its $schema is of another kind of file. {Expected(kind)}");
        }

        Dictionary<string, YamlNode> keys = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode _) in root.Children)
        {
            keys[SpecScalars.TextOf(key)] = key;
        }

        ThrowIfKubernetes(root, keys, kind, source);
        if (kind == SpecKind.Environment && keys.TryGetValue("dependencies", out YamlNode? conda))
        {
            throw Refused(source, FileErrors.SpecWrongKind, conda, "this is a conda file, not an environment file. Name it with 'conda_file' in one.");
        }

        if (named is null && kind.OtherByKeys(keys.Keys) is { } other)
        {
            string mark = other.Marks.First(keys.ContainsKey);
            throw Wrong(source, keys[mark], other, kind, $"it has '{mark}'");
        }
    }

    private static void ThrowIfKubernetes(YamlMappingNode root, Dictionary<string, YamlNode> keys, SpecKind kind, SpecSource source)
    {
        if (kind.Kubernetes is not { } kubernetes)
        {
            return;
        }

        if (kubernetes.Marks.FirstOrDefault(keys.ContainsKey) is { } mark)
        {
            throw Wrong(source, keys[mark], kubernetes, kind, $"it has '{mark}'");
        }

        if (kind == SpecKind.Deployment && keys.TryGetValue("type", out YamlNode? type) && SpecScalars.TextOf(root.Children[type]).Equals("kubernetes", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong(source, type, kubernetes, kind, "its 'type' says so");
        }
    }

    private static AmlFileException Wrong(SpecSource source, YamlNode place, SpecKind found, SpecKind expected, string why) =>
        Refused(source, FileErrors.SpecWrongKind, place, $"this is {found.Article} {found.Name} file ({why}), and {expected.Article} {expected.Name} file is needed. {found.Advice}");

    private static string Expected(SpecKind kind) => $"{(kind.Article == "an" ? "An" : "A")} {kind.Name} file is needed; docs/yaml.md has its keys.";

    private static AmlFileException Refused(SpecSource source, string code, YamlNode? place, string message) =>
        new(code, message, source.Path, place?.Start.Line ?? 1, place?.Start.Column ?? 1);
}
