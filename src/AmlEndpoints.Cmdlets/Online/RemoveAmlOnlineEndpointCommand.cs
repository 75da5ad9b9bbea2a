using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Deletes an online endpoint with all its deployments. It asks first, and says what goes with it.</summary>
[Cmdlet(VerbsCommon.Remove, "AmlOnlineEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LongRunningOperation))]
public sealed class RemoveAmlOnlineEndpointCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the operation and does not wait for its end.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        OnlineEndpoint endpoint = await Endpoints.GetAsync(Name, cancellationToken);
        List<string> deployments = [];
        await foreach (OnlineDeployment deployment in Deployments.ListAsync(Name, cancellationToken))
        {
            deployments.Add($"{deployment.Name} ({endpoint.Traffic.GetValueOrDefault(deployment.Name)} % of the traffic)");
        }

        string action = deployments.Count == 0 ? "Delete online endpoint" : $"Delete online endpoint with its deployments {string.Join(", ", deployments)}";
        if (this.MayDestroy(Name, action, Force))
        {
            await FinishAsync(await Endpoints.DeleteAsync(Name, cancellationToken), NoWait, cancellationToken);
        }
    }
}
