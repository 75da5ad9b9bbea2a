using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>
/// Waits for an operation that a command with -NoWait began, or that Ctrl+C left, and does what was to follow it. It may have been begun in
/// another process.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "AmlOperation", DefaultParameterSetName = "Last")]
[OutputType(typeof(OnlineEndpoint), typeof(OnlineDeployment))]
public sealed class WaitAmlOperationCommand : WorkspaceCommand
{
    /// <summary>The operation's id. Default: the operation that this session left last.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        LongRunningOperation operation = ParameterSetName == "Id"
            ? LongRunningOperation.FromId(Id)
            : Session.Current.Pending ?? throw new AmlServiceException(ServiceErrors.NotFound, "wait for an operation", "this session left none. Name one by its Id.");
        await FinishAsync(operation, noWait: false, cancellationToken);
    }
}
