using System.Management.Automation;

namespace AmlEndpoints.LocalCommands;

/// <summary>Stops the server of a local workspace: it accepts no more, answers what it has accepted, and ends. The workspace stays on the disk.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmlLocalServer", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopAmlLocalServerCommand : LocalServerCommand
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (await LocalServerProcess.FindAsync(Folder, cancellationToken) is not { } server)
        {
            WriteError(ErrorRecords.NoLocalServer(Folder));
        }
        else if (ShouldProcess(Folder, "Stop local server"))
        {
            await LocalServerProcess.StopAsync(server, cancellationToken);
        }
    }
}
