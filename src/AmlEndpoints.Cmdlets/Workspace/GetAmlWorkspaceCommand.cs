using System.Management.Automation;
using AmlEndpoints.Service;

namespace AmlEndpoints.WorkspaceCommands;

/// <summary>Gives the workspace that the session is connected to, as it is now.</summary>
[Cmdlet(VerbsCommon.Get, "AmlWorkspace")]
[OutputType(typeof(AmlWorkspace))]
public sealed class GetAmlWorkspaceCommand : WorkspaceCommand
{
    // In ProcessAsync an error does not end a script that only asks whether there is a connection.
    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken) => WriteObject(await Connection.GetWorkspaceAsync(cancellationToken));
}
