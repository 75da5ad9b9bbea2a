using System.Management.Automation;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

// The default set is that of an endpoint in the pipeline: in the other one its name would be taken for the deployment's.
/// <summary>Gives deployments of an online endpoint: one, those that a pattern names, or all.</summary>
[Cmdlet(VerbsCommon.Get, "AmlOnlineDeployment", DefaultParameterSetName = "Endpoint")]
[OutputType(typeof(OnlineDeployment))]
public sealed class GetAmlOnlineDeploymentCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>An endpoint, as Get-AmlOnlineEndpoint gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Endpoint", ValueFromPipeline = true)]
    [ValidateNotNull]
    public OnlineEndpoint InputObject { get; set; } = null!;

    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 1, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 1, ParameterSetName = "Endpoint")]
    [Alias("DeploymentName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string endpoint = ParameterSetName == "Endpoint" ? InputObject.Name : EndpointName;
        foreach (string name in Name)
        {
            await TryAsync(() => WriteAsync(endpoint, name, cancellationToken));
        }
    }

    private async Task WriteAsync(string endpoint, string name, CancellationToken cancellationToken)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteObject(await Deployments.GetAsync(endpoint, name, cancellationToken));
            return;
        }

        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        await foreach (OnlineDeployment deployment in Deployments.ListAsync(endpoint, cancellationToken))
        {
            if (pattern.IsMatch(deployment.Name))
            {
                WriteObject(deployment);
            }
        }
    }
}
