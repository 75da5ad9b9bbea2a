using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Deletes a deployment. It asks first, and does not delete one that gets requests: those would fail.</summary>
[Cmdlet(VerbsCommon.Remove, "AmlOnlineDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LongRunningOperation))]
public sealed class RemoveAmlOnlineDeploymentCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>The deployment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("DeploymentName")]
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
        OnlineDeployment deployment = await Deployments.GetAsync(EndpointName, Name, cancellationToken);
        OnlineEndpoint endpoint = await Endpoints.GetAsync(EndpointName, cancellationToken);
        if (endpoint.Traffic.GetValueOrDefault(deployment.Name) is > 0 and int percent)
        {
            throw new AmlServiceException(
                ServiceErrors.InvalidState,
                $"delete the deployment '{deployment.Name}' of the online endpoint '{EndpointName}'",
                $"it gets {percent} percent of the requests. Give them to another one first: Set-AmlTraffic {EndpointName} @{{ other = 100 }}, or @{{ {deployment.Name} = 0 }} for none.");
        }

        if (this.MayDestroy($"{EndpointName}/{Name}", "Delete online deployment", Force))
        {
            await FinishAsync(await Deployments.DeleteAsync(EndpointName, Name, cancellationToken), NoWait, cancellationToken);
        }
    }
}
