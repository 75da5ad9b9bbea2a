using System.Management.Automation;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Gives the lines of a deployment's log.</summary>
[Cmdlet(VerbsCommon.Get, "AmlDeploymentLog")]
[OutputType(typeof(DeploymentLogLine))]
public sealed class GetAmlDeploymentLogCommand : WorkspaceCommand
{
    // The service has no call that waits for lines.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>The deployment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    public string DeploymentName { get; set; } = "";

    /// <summary>How many lines from the end. Default: 5000, as <c>az ml online-deployment get-logs</c> has it.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Tail { get; set; } = 5000;

    /// <summary>Which part of the deployment.</summary>
    [Parameter]
    public DeploymentContainer Container { get; set; } = DeploymentContainer.InferenceServer;

    /// <summary>Goes on with new lines until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DeploymentLogLine> seen = [];
        while (true)
        {
            IReadOnlyList<DeploymentLogLine> lines = await Deployments.GetLogsAsync(EndpointName, DeploymentName, Container, Tail, cancellationToken);
            foreach (DeploymentLogLine line in DeploymentLogLine.After(seen, lines))
            {
                WriteObject(line);
            }

            if (!Wait)
            {
                return;
            }

            seen = lines;
            await Task.Delay(_pause, cancellationToken);
        }
    }
}
