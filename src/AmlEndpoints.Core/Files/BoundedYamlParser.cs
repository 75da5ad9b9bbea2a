using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AmlEndpoints.Files;

/// <summary>
/// Refuses YAML on which YamlDotNet would take the whole stack, which nothing can catch: values that are nested very deep, and lists or
/// maps as keys, which it hashes with all that they hold. PyYAML refuses such keys too.
/// </summary>
internal sealed class BoundedYamlParser(IParser parser) : IParser
{
    public const int Deepest = 100;

    // For each open map how many keys and values it has so far, for each open list -1.
    private readonly Stack<int> _open = new();

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        bool more = parser.MoveNext();
        switch (Current)
        {
            case MappingEnd or SequenceEnd:
                _open.Pop();
                break;
            case NodeEvent or AnchorAlias:
                Count(Current);
                break;
        }

        return more;
    }

    private void Count(ParsingEvent node)
    {
        if (_open.TryPop(out int count))
        {
            if (count >= 0 && count % 2 == 0 && node is not Scalar)
            {
                throw new YamlException(node.Start, node.End, "a key is not a text.");
            }

            _open.Push(count < 0 ? count : count + 1);
        }

        if (node is MappingStart or SequenceStart)
        {
            _open.Push(node is MappingStart ? 0 : -1);
        }

        if (_open.Count > Deepest)
        {
            throw new YamlException(node.Start, node.End, $"the values are nested deeper than {Deepest}.");
        }
    }
}
