using System.Management.Automation;

namespace AmlEndpoints.WorkspaceCommands;

/// <summary>Ends the session's connection. The workspace stays as it is.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AmlWorkspace")]
[OutputType(typeof(void))]
public sealed class DisconnectAmlWorkspaceCommand : AmlCommand
{
    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        Session.Current.Connection = null;
        Session.Current.Pending = null;
        return Task.CompletedTask;
    }
}
