using System.Management.Automation;

namespace AmlShell;

/// <summary>Walks through the completions of a line while Tab is pressed again and again.</summary>
internal sealed class TabCompletion(Func<string, int, CommandCompletion?> complete)
{
    private CommandCompletion? _matches;
    private string _original = "";

    public static TabCompletion None { get; } = new((_, _) => null);

    public (string Text, int Cursor) Next(string text, int cursor, bool forward)
    {
        if (_matches is null)
        {
            _matches = complete(text, cursor);
            _original = text;
        }

        if (_matches?.GetNextResult(forward) is not { } match)
        {
            return (text, cursor);
        }

        int start = _matches.ReplacementIndex;
        string completed = _original.Remove(start, _matches.ReplacementLength).Insert(start, match.CompletionText);
        if (_matches.CompletionMatches.Count == 1)
        {
            // Nothing to choose from: the next Tab goes on from here, say into a folder.
            Reset();
        }

        return (completed, start + match.CompletionText.Length);
    }

    public void Reset() => _matches = null;
}
