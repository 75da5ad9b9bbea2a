using System.Management.Automation;

namespace AmlEndpoints.LocalCommands;

/// <summary>Gives the server of a local workspace, if one runs.</summary>
[Cmdlet(VerbsCommon.Get, "AmlLocalServer")]
[OutputType(typeof(LocalServer))]
public sealed class GetAmlLocalServerCommand : LocalServerCommand
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (await LocalServerProcess.FindAsync(Folder, cancellationToken) is { } server)
        {
            WriteObject(server);
        }
        else
        {
            WriteError(ErrorRecords.NoLocalServer(Folder));
        }
    }
}
