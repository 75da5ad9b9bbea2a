using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Files;

/// <summary>Reads YAML files whose root is a map.</summary>
internal static class YamlFile
{
    private const int MostNodes = 100_000;

    /// <summary>Reads the map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">The code of the error when it is not valid.</param>
    /// <exception cref="AmlFileException">The file cannot be read, is not valid YAML, or its root is no map; with line and column.</exception>
    public static YamlMappingNode ReadMap(string path, string code) =>
        ReadRoots(path, code) is [YamlMappingNode map, ..] ? map : throw new AmlFileException(code, "the file is not a YAML map.", path, 1, 1);

    /// <summary>Reads the root of each document in the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">The code of the error when it is not valid.</param>
    /// <param name="wrap">Puts a parser of the caller's around the one that reads; null for none.</param>
    /// <exception cref="AmlFileException">The file cannot be read or is not valid YAML; with line and column.</exception>
    public static IReadOnlyList<YamlNode> ReadRoots(string path, string code, Func<IParser, IParser>? wrap = null)
    {
        try
        {
            using StreamReader text = new(path);
            YamlStream yaml = [];
            IParser parser = new BoundedYamlParser(new Parser(text));
            yaml.Load(wrap is null ? parser : wrap(parser));
            YamlNode[] roots = [.. yaml.Documents.Select(document => document.RootNode)];
            int nodes = 0;
            foreach (YamlNode root in roots)
            {
                ThrowIfEndless(root, 0, ref nodes);
            }

            return roots;
        }
        catch (YamlException error)
        {
            throw new AmlFileException(code, $"the file is not valid YAML: {error.Message}", path, error.Start.Line, error.Start.Column, error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The parser fails in its own ways on some texts, such as a list that is closed by a brace.
            throw new AmlFileException(code, "the file is not valid YAML.", path, innerException: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }
    }

    // An alias can stand for a list that holds the alias itself, or nine others that stand for nine others.
    private static void ThrowIfEndless(YamlNode node, int depth, ref int nodes)
    {
        if (depth > BoundedYamlParser.Deepest || ++nodes > MostNodes)
        {
            throw new YamlException(node.Start, node.End, "the aliases in it repeat values without end.");
        }

        IEnumerable<YamlNode> children = node switch
        {
            YamlMappingNode map => map.Children.SelectMany(pair => new[] { pair.Key, pair.Value }),
            YamlSequenceNode list => list.Children,
            _ => [],
        };
        foreach (YamlNode child in children)
        {
            ThrowIfEndless(child, depth + 1, ref nodes);
        }
    }
}
