using System.Management.Automation.Runspaces;

namespace AmlShell;

/// <summary>Turns words of the command line into PowerShell parameters, as <c>pwsh -File</c> does.</summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Bind(IEnumerable<string> words) => words.Select(Bind);

    private static CommandParameter Bind(string word)
    {
        if (word is not ['-', _, ..])
        {
            return new CommandParameter(null, word);
        }

        int colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new CommandParameter(word) : new CommandParameter(word[..colon], Value(word[(colon + 1)..]));
    }

    // -Switch:$false is the only way to say "off" outside PowerShell.
    private static object Value(string text) => text.TrimStart('$').ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => text,
    };
}
