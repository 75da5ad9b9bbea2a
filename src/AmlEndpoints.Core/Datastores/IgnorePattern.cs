using System.Text;
using System.Text.RegularExpressions;

namespace AmlEndpoints.Datastores;

/// <summary>
/// One line of an ignore file (https://git-scm.com/docs/gitignore): which paths it names, relative to the folder of the file and with
/// slashes. A name without a slash is meant at any depth; what lies in a folder that is named is named too.
/// </summary>
internal sealed class IgnorePattern
{
    private const string AnyFolders = "**";

    private readonly Regex _paths;

    private IgnorePattern(Regex paths, bool excludes) => (_paths, Excludes) = (paths, excludes);

    /// <summary>Whether the paths are left out; false for a line with <c>!</c>, which keeps them.</summary>
    public bool Excludes { get; }

    /// <summary>Reads a line. Empty lines and comments are no patterns.</summary>
    public static IgnorePattern? Parse(string line)
    {
        string text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        bool keeps = text[0] == '!';
        string[] segments = Segments(keeps ? text[1..] : text);
        return segments.Length == 0 ? null : new(new Regex(Expression(segments), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline), !keeps);
    }

    /// <summary>Whether the line names this path.</summary>
    public bool IsMatch(string path) => _paths.IsMatch(path);

    // The path of segments from the ignore file's folder down, where ** stands for any number of folders.
    private static string[] Segments(string pattern)
    {
        List<string> segments = [.. pattern.Split('/')];
        bool isFolder = segments.Count > 1 && segments[^1].Length == 0;
        if (isFolder)
        {
            segments.RemoveAt(segments.Count - 1);
        }

        bool isAnywhere = segments.Count == 1;
        if (segments is ["", ..])
        {
            segments.RemoveAt(0);
        }

        if (segments.TrueForAll(segment => segment.Length == 0))
        {
            return [];
        }

        if (isAnywhere)
        {
            segments.Insert(0, AnyFolders);
        }

        if (isFolder)
        {
            // What lies in any folder is all but the files at the top.
            segments = segments.TrueForAll(segment => segment == AnyFolders) ? ["*", AnyFolders] : [.. segments, AnyFolders];
        }

        return [.. segments.Where((segment, index) => index == 0 || segment != AnyFolders || segments[index - 1] != AnyFolders)];
    }

    private static string Expression(string[] segments)
    {
        StringBuilder expression = new("^");
        bool needsSlash = false;
        for (int index = 0; index < segments.Length; index++)
        {
            bool isLast = index == segments.Length - 1;
            if (segments[index] == AnyFolders)
            {
                expression.Append((index, isLast) switch
                {
                    (0, true) => ".+",
                    (0, false) => "(?:.+/)?",
                    (_, true) => "/.*",
                    _ => "(?:/.+)?",
                });
                needsSlash = index > 0;
                continue;
            }

            expression.Append(needsSlash ? "/" : "").Append(segments[index] == "*" ? "[^/]+" : Glob(segments[index])).Append(isLast ? "(?:/.*)?" : "");
            needsSlash = true;
        }

        return expression.Append('$').ToString();
    }

    private static string Glob(string segment)
    {
        StringBuilder expression = new();
        for (int index = 0; index < segment.Length; index++)
        {
            switch (segment[index])
            {
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '\\' when index + 1 < segment.Length:
                    expression.Append(Regex.Escape(segment[++index].ToString()));
                    break;
                case '[' when ClosingBracket(segment, index) is int end and > 0:
                    string members = segment[(index + 1)..end];
                    bool isNegated = members[0] == '!';
                    // A range such as [z-a] is a mistake; as a text it names hardly anything, and no exception comes of it.
                    expression.Append(Set(isNegated, isNegated ? members[1..] : members));
                    index = end;
                    break;
                default:
                    expression.Append(Regex.Escape(segment[index].ToString()));
                    break;
            }
        }

        return expression.ToString();
    }

    // A bracket that comes first in the set is a member of it. Only ! negates; ^ does in git, and is a member for azure-ai-ml.
    private static int ClosingBracket(string segment, int open)
    {
        int first = open + 1;
        if (first < segment.Length && segment[first] == '!')
        {
            first++;
        }

        return first < segment.Length ? segment.IndexOf(']', first + 1) : -1;
    }

    private static string Set(bool isNegated, string members)
    {
        string set = $"[{(isNegated ? "^" : "")}{members.Replace("\\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal)}]";
        try
        {
            _ = new Regex(set);
            return set;
        }
        catch (ArgumentException)
        {
            return Regex.Escape($"[{members}]");
        }
    }
}
