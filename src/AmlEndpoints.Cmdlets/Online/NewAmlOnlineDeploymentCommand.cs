using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Deploys a model behind an online endpoint. A deployment of the name must not exist. It gets no traffic by itself.</summary>
[Cmdlet(VerbsCommon.New, "AmlOnlineDeployment", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(OnlineDeployment), typeof(LongRunningOperation))]
public sealed class NewAmlOnlineDeploymentCommand : OnlineDeploymentChange
{
    /// <summary>The deployment: 3 to 32 letters, digits and dashes. It does not come from the pipeline: what is piped has a name of its own.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [Alias("DeploymentName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The model: <c>name:1</c>, <c>name@latest</c>, an id, or what Get-AmlModel gives.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ParameterSetName = ByName)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByFile)]
    [ValidateNotNull]
    public PSObject? Model { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        OnlineDeploymentSpec? spec = ReadFile(out string path);
        string name = Name.Length > 0 ? Name : spec?.Name ?? throw ErrorRecords.NotNamed(path, "name", "-Name");
        if (ShouldProcess($"{EndpointName}/{name}", "Create online deployment"))
        {
            ResourceBody start = await BodyOfAsync(spec, cancellationToken);
            await CreateAsync(name, await BodyFromAsync(start, Model is null ? null : ReferenceTo(Model), cancellationToken), cancellationToken);
        }
    }
}
