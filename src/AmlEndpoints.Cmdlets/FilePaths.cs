using System.Collections.ObjectModel;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace AmlEndpoints;

/// <summary>Turns what users type as paths into paths of the file system: relative ones, wildcards, drives of PowerShell's.</summary>
internal static class FilePaths
{
    /// <summary>A path that need not exist.</summary>
    public static string Resolve(this AmlCommand command, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            command.ThrowTerminatingError(ErrorRecords.NoPath(path));
        }

        string resolved = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.ImplementingType != typeof(FileSystemProvider))
        {
            command.ThrowTerminatingError(ErrorRecords.NotInFileSystem(path));
        }

        return resolved;
    }

    /// <summary>The files that a path with wildcards names, in order of their names; one that names none is a non-terminating error.</summary>
    public static IReadOnlyList<string> Expand(this AmlCommand command, string path, bool literal)
    {
        if (literal || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [command.Resolve(literal ? path : WildcardPattern.Unescape(path))];
        }

        try
        {
            Collection<string> found = command.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            if (found.Count > 0 && provider.ImplementingType == typeof(FileSystemProvider))
            {
                return [.. found.Order(StringComparer.Ordinal)];
            }
        }
        catch (ItemNotFoundException)
        {
        }

        command.WriteError(ErrorRecords.NoMatch(path));
        return [];
    }
}
