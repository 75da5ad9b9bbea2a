using System.Buffers;
using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AmlShell;

/// <summary>Completes commands, parameters and values as the engine does, and paths without its missing cmdlets.</summary>
internal sealed class EngineCompletion(Runspace runspace)
{
    private static readonly SearchValues<char> _beforeWord = SearchValues.Create(" '\",;=(|");

    public CommandCompletion Complete(string text, int cursor)
    {
        CommandCompletion found = AskEngine(text, cursor);
        return found.CompletionMatches.Count > 0 ? found : CompletePath(text, cursor);
    }

    private CommandCompletion AskEngine(string text, int cursor)
    {
        ArrayList errors = (ArrayList)runspace.SessionStateProxy.GetVariable("Error");
        int before = errors.Count;
        try
        {
            using PowerShell powerShell = PowerShell.Create(runspace);
            return CommandCompletion.CompleteInput(text, cursor, options: null, powerShell);
        }
        catch (Exception)
        {
            // Without Sort-Object and Get-ChildItem the engine's completion fails in many ways; pressing Tab must not.
            return new CommandCompletion([], -1, cursor, 0);
        }
        finally
        {
            errors.RemoveRange(0, Math.Max(errors.Count - before, 0));
        }
    }

    private CommandCompletion CompletePath(string text, int cursor)
    {
        int start = text.AsSpan(0, cursor).LastIndexOfAny(_beforeWord) + 1;
        string word = text[start..cursor];
        string name = Path.GetFileName(word);
        string folder = word[..^name.Length];
        return new CommandCompletion(PathsIn(folder, name), -1, start, word.Length);
    }

    private Collection<CompletionResult> PathsIn(string folder, string name)
    {
        DirectoryInfo place = new(Path.Combine(runspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath, folder));
        EnumerationOptions visible = new() { AttributesToSkip = name.StartsWith('.') ? 0 : FileAttributes.Hidden };
        IEnumerable<FileSystemInfo> entries = place.Exists ? place.EnumerateFileSystemInfos(name + "*", visible) : [];
        return [.. entries
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => folder + entry.Name + (entry is DirectoryInfo ? Path.DirectorySeparatorChar : ""))
            .Select(path => new CompletionResult(path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path))];
    }
}
