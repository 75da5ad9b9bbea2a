using System.ComponentModel;
using System.Management.Automation;

namespace AmlEndpoints.LocalCommands;

/// <summary>What the cmdlets for the local workspace's server share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LocalServerCommand : AmlCommand
{
    /// <summary>The workspace folder. Default: the user's.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The folder that is meant.</summary>
    private protected string Folder => Path is null ? LocalServerProcess.DefaultFolder : this.Resolve(Path);
}
