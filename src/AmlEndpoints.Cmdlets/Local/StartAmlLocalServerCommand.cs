using System.Management.Automation;

namespace AmlEndpoints.LocalCommands;

/// <summary>Starts the server of a local workspace. It ends with this PowerShell process, or stays with -Detached. One that runs is given as it is.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmlLocalServer", SupportsShouldProcess = true)]
[OutputType(typeof(LocalServer))]
public sealed class StartAmlLocalServerCommand : LocalServerCommand
{
    /// <summary>The port on 127.0.0.1. Default: that of the last time, else any.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Leaves the server running when PowerShell ends, until Stop-AmlLocalServer.</summary>
    [Parameter]
    public SwitchParameter Detached { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (await LocalServerProcess.FindAsync(Folder, cancellationToken) is { } running)
        {
            if (Port != 0 && Port != running.Uri.Port)
            {
                WriteError(ErrorRecords.OtherPort(running));
                return;
            }

            WriteVerbose($"The server of {Folder} runs already, at {running.Uri}.");
            WriteObject(running);
        }
        else if (ShouldProcess(Folder, "Start local server"))
        {
            WriteObject(await LocalServerProcess.StartAsync(Folder, Port, Detached, cancellationToken));
        }
    }
}
