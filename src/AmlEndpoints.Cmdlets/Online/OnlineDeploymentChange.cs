using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Xml;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.OnlineCommands;

/// <summary>What New-AmlOnlineDeployment and Set-AmlOnlineDeployment share: the parameters, and the body that is made of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OnlineDeploymentChange : WorkspaceCommand
{
    // The default of instanceType in newer versions of the protocol (stable/2025-12-01/openapi.json).
    private const string DefaultInstanceType = "Standard_F4s_v2";

    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>A managed online deployment file (YAML). What it describes in place is uploaded and registered; parameters go over what it says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    /// <summary>The environment: <c>name:1</c>, <c>name@latest</c> or an id. An MLflow model needs none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Environment { get; set; }

    /// <summary>The size of the virtual machines; it cannot be changed. Default of a new deployment: Standard_F4s_v2.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InstanceType { get; set; }

    /// <summary>How many instances. Default of a new deployment: 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? InstanceCount { get; set; }

    /// <summary>Variables of the process that serves; those that are there and not named go.</summary>
    [Parameter]
    [Alias("EnvironmentVariables")]
    public IDictionary? EnvironmentVariable { get; set; }

    /// <summary>Milliseconds, at most 180000; a request that takes longer is answered 408. Default of a new deployment: 5000.</summary>
    [Parameter]
    [ValidateRange(1, 180_000)]
    public int? RequestTimeoutMilliseconds { get; set; }

    /// <summary>How many requests an instance scores at once. Default of a new deployment: 1.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxConcurrentRequestsPerInstance { get; set; }

    /// <summary>Free text.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Labels; those that are there and not named go.</summary>
    [Parameter]
    [Alias("Tags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Gives the deployment all requests of the endpoint when it is ready; with -NoWait, when Wait-AmlOperation sees its end.</summary>
    [Parameter]
    public SwitchParameter AllTraffic { get; set; }

    /// <summary>Gives the operation and does not wait for its end.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Reads the file, if there is one, and takes the endpoint's name from it unless it was given.</summary>
    /// <exception cref="AmlFileException">The file is not valid, or nothing names the endpoint.</exception>
    private protected OnlineDeploymentSpec? ReadFile(out string path)
    {
        path = File is null ? "" : this.Resolve(File);
        OnlineDeploymentSpec? spec = File is null ? null : SpecFile.ReadDeployment(path);
        if (spec is not null && EndpointName.Length == 0)
        {
            EndpointName = spec.EndpointName ?? throw ErrorRecords.NotNamed(path, "endpoint_name", "-EndpointName");
        }

        return spec;
    }

    /// <summary>The body that a file stands for, with its assets in the workspace.</summary>
    private protected async Task<ResourceBody> BodyOfAsync(OnlineDeploymentSpec? spec, CancellationToken cancellationToken)
    {
        if (spec is null)
        {
            return new ResourceBody();
        }

        using TransferBar bar = new(this, $"Upload what the deployment of '{EndpointName}' needs");
        return await new SpecAssets(Connection).ResolveAsync(spec, bar.Progress, cancellationToken);
    }

    /// <summary>The ARM body: a start, and over it what the parameters say.</summary>
    /// <param name="start">A deployment's present body, or an empty one.</param>
    /// <param name="model">What names the model; null when it stays as it is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    private protected async Task<ResourceBody> BodyFromAsync(ResourceBody start, string? model, CancellationToken cancellationToken) => start.Copy()
        .Set(InstanceType, "properties", "instanceType")
        .Default(DefaultInstanceType, "properties", "instanceType")
        .Set(model is null ? null : await new ModelClient(Connection).ResolveAsync(model, cancellationToken), "properties", "model")
        .Set(Environment is null ? null : await new EnvironmentClient(Connection).ResolveAsync(Environment, cancellationToken), "properties", "environmentId")
        .Set(Description, "properties", "description")
        .Set(PipelineTable.ToTexts(EnvironmentVariable), "properties", "environmentVariables")
        .Set(RequestTimeoutMilliseconds is { } time ? XmlConvert.ToString(TimeSpan.FromMilliseconds(time)) : null, "properties", "requestSettings", "requestTimeout")
        .Set(MaxConcurrentRequestsPerInstance, "properties", "requestSettings", "maxConcurrentRequestsPerInstance")
        .Set(PipelineTable.ToTexts(Tag), "tags")
        .Default("Default", "sku", "name")
        .Set(InstanceCount, "sku", "capacity")
        .Default(1, "sku", "capacity");

    private protected async Task CreateAsync(string name, ResourceBody body, CancellationToken cancellationToken)
    {
        using (OperationBar bar = ShowProgress())
        {
            await Endpoints.GetSettledAsync(EndpointName, bar.Progress, cancellationToken);
        }

        await FinishAsync(await Deployments.CreateAsync(EndpointName, name, body, AllTraffic, cancellationToken), NoWait, cancellationToken);
    }

    /// <summary>What names the model that a user gave: a text, or an object with an id, as Get-AmlModel gives it.</summary>
    private protected static string ReferenceTo(PSObject model) => model.BaseObject as string
        ?? (model.Properties["Id"]?.Value as string)
        ?? throw new AmlServiceException(
            ServiceErrors.InvalidArgument, "use the model", $"an object of type {model.BaseObject.GetType().Name} is no model of the workspace. Give name:1, name@latest, or what Get-AmlModel gives.");
}
