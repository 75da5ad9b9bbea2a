using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>A map in a spec file, checked against the keys it may have.</summary>
internal sealed class SpecMap
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    private SpecMap(YamlMappingNode node) => Node = node;

    public YamlMappingNode Node { get; }

    /// <summary>What the map has for the wire.</summary>
    public JsonObject Resource { get; } = [];

    /// <summary>The value of a key; null when it is not there.</summary>
    public YamlNode? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The text of a key; null when it is not there.</summary>
    public string? TextOf(string key) => this[key] is { } node ? SpecScalars.TextOf(node) : null;

    /// <summary>Reads a map; null when it is none.</summary>
    /// <param name="node">The map.</param>
    /// <param name="name">The key that has it, for messages; empty for the whole file.</param>
    /// <param name="keys">The keys it may have.</param>
    /// <param name="source">The file.</param>
    public static SpecMap? Read(YamlNode node, string name, IReadOnlyList<SpecKey> keys, SpecSource source)
    {
        if (node is not YamlMappingNode mapping)
        {
            source.Add(node, $"'{name}' must be a map, and this is {SpecScalars.Describe(node)}.");
            return null;
        }

        SpecMap map = new(mapping);
        foreach ((YamlNode keyNode, YamlNode value) in Entries(mapping))
        {
            map.Add(keyNode, value, name, keys, source);
        }

        return map;
    }

    /// <summary>
    /// The entries of a map, with those that it takes over from others by the merge key of YAML 1.1 (&lt;&lt;), which PyYAML and so azure-ai-ml know.
    /// </summary>
    public static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlMappingNode map)
    {
        HashSet<string> seen = new(map.Children.Keys.Select(SpecScalars.TextOf), StringComparer.Ordinal);
        foreach (KeyValuePair<YamlNode, YamlNode> entry in map.Children)
        {
            YamlMappingNode[] merged = Merged(entry);
            if (merged.Length == 0)
            {
                yield return entry;
            }

            foreach (KeyValuePair<YamlNode, YamlNode> inherited in merged.SelectMany(Entries).Where(inherited => seen.Add(SpecScalars.TextOf(inherited.Key))))
            {
                yield return inherited;
            }
        }
    }

    private static YamlMappingNode[] Merged(KeyValuePair<YamlNode, YamlNode> entry) => (SpecScalars.TextOf(entry.Key), entry.Value) switch
    {
        ("<<", YamlMappingNode one) => [one],
        ("<<", YamlSequenceNode several) when several.All(item => item is YamlMappingNode) => [.. several.OfType<YamlMappingNode>()],
        _ => [],
    };

    private void Add(YamlNode keyNode, YamlNode value, string name, IReadOnlyList<SpecKey> keys, SpecSource source)
    {
        string text = SpecScalars.TextOf(keyNode);
        string full = name.Length == 0 ? text : $"{name}.{text}";
        if (keys.FirstOrDefault(key => key.Name == text) is not { } known)
        {
            source.Add(keyNode, KeyGuess.Explain(text, name, keys));
        }
        else if (SpecScalars.IsNull(value))
        {
            source.Add(keyNode, $"'{full}' has no value. Give it one, or remove the key.");
        }
        else
        {
            _values[text] = value;
            JsonNode? wire = known.Read(value, full, source);
            if (known.Wire is not null && wire is not null)
            {
                Put(known.Wire, wire);
            }
        }
    }

    private void Put(string path, JsonNode value)
    {
        string[] names = path.Split('.');
        JsonObject at = Resource;
        foreach (string name in names[..^1])
        {
            if (at[name] is not JsonObject next)
            {
                at[name] = next = [];
            }

            at = next;
        }

        at[names[^1]] = value;
    }
}
