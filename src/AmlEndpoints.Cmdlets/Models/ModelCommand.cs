using System.ComponentModel;
using System.Management.Automation;
using AmlEndpoints.Assets;

namespace AmlEndpoints.ModelCommands;

/// <summary>The base of the cmdlets for registered models.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelCommand : WorkspaceCommand
{
    /// <summary>The version. Default: the one in the name, <c>name:1</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Version { get; set; }

    private protected static ModelClient Models => new(Connection);

    /// <summary>The reference for a name as it was given, and -Version.</summary>
    private protected string ReferenceTo(string name) => Version is null || name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:{Version}";

    /// <summary>Shows how far an upload or download is. The bar is taken away with <see cref="TransferBar.Dispose"/>.</summary>
    private protected TransferBar ShowTransfer(string activity) => new(this, activity);
}
