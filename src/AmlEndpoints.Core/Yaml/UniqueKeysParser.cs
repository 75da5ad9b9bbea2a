using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AmlEndpoints.Yaml;

/// <summary>
/// Leaves out an entry whose key stands in its map already, and tells of it: YamlDotNet would fail at the first and say nothing of the
/// rest of the file, PyYAML would silently take the last.
/// </summary>
internal sealed class UniqueKeysParser(IParser parser, SpecSource source) : IParser
{
    private readonly Stack<Level> _open = new();

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        bool more = parser.MoveNext();
        while (more && IsRepeatedKey())
        {
            more = parser.MoveNext() && SkipNode();
        }

        return more;
    }

    // Counts the event in; true for a key that was there.
    private bool IsRepeatedKey()
    {
        if (Current is MappingEnd or SequenceEnd)
        {
            _open.Pop();
            return false;
        }

        if (Current is not (NodeEvent or AnchorAlias))
        {
            return false;
        }

        Level? level = _open.TryPeek(out Level? top) ? top : null;
        bool isKey = level is { Keys: not null, IsKeyNext: true };
        if (isKey && Current is Scalar key && key.Value != "<<" && !level!.Keys!.TryAdd(key.Value, key.Start))
        {
            source.Add(key.Start, $"the key '{key.Value}' stands twice; first in line {level.Keys[key.Value].Line}.");
            return true;
        }

        if (level is not null)
        {
            level.IsKeyNext = !isKey;
        }

        if (Current is MappingStart or SequenceStart)
        {
            _open.Push(new Level(Current is MappingStart ? new(StringComparer.Ordinal) : null));
        }

        return false;
    }

    // Moves from the first event of a node to the one after its last.
    private bool SkipNode()
    {
        int depth = 0;
        do
        {
            depth += Current is MappingStart or SequenceStart ? 1 : Current is MappingEnd or SequenceEnd ? -1 : 0;
            if (!parser.MoveNext())
            {
                return false;
            }
        }
        while (depth > 0);
        return true;
    }

    private sealed class Level(Dictionary<string, Mark>? keys)
    {
        // Null for a list.
        public Dictionary<string, Mark>? Keys { get; } = keys;

        public bool IsKeyNext { get; set; } = true;
    }
}
