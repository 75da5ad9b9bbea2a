using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Deploys a model behind an online endpoint. A deployment of the name must not exist. It gets no traffic by itself.</summary>
[Cmdlet(VerbsCommon.New, "AmlOnlineDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(OnlineDeployment), typeof(LongRunningOperation))]
public sealed class NewAmlOnlineDeploymentCommand : OnlineDeploymentChange
{
    /// <summary>The deployment: 3 to 32 letters, digits and dashes. It does not come from the pipeline: what is piped has a name of its own.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("DeploymentName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The model: <c>name:1</c>, <c>name@latest</c>, an id, or what Get-AmlModel gives.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject Model { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ResourceBody body = await BodyFromAsync(new ResourceBody(), ReferenceTo(Model), cancellationToken);
        if (ShouldProcess($"{EndpointName}/{Name}", "Create online deployment"))
        {
            await CreateAsync(Name, body, cancellationToken);
        }
    }
}
