using System.Text.Json.Nodes;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>A deployment: a model that serves behind an online endpoint.</summary>
/// <param name="json">The deployment as the service gives it.</param>
public sealed class OnlineDeployment(JsonObject json) : ArmResource(json)
{
    /// <summary>The name.</summary>
    public string Name => Json.Text("name") ?? PartOfId("deployments");

    /// <summary>The name again, for commands that take deployments beside other things.</summary>
    public string DeploymentName => Name;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName => PartOfId("onlineEndpoints");

    /// <summary>The ARM id of the model version.</summary>
    public string? Model => Properties.Text("model");

    /// <summary>The model as <c>name:version</c>; null for what is not in the workspace.</summary>
    public string? ModelName => AssetReference.ShortName(Model);

    /// <summary>The ARM id of the environment version; null for an MLflow model without one.</summary>
    public string? Environment => Properties.Text("environmentId");

    /// <summary>The variables of the process that serves.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables => Properties.Texts("environmentVariables");

    /// <summary>The virtual machine's size, such as Standard_F4s_v2.</summary>
    public string? InstanceType => Properties.Text("instanceType");

    /// <summary>How many instances there are.</summary>
    public int? InstanceCount => (int?)Json.Member("sku").Integer("capacity");

    /// <summary>A request that takes longer is answered 408.</summary>
    public TimeSpan? RequestTimeout => Properties.Member("requestSettings").Duration("requestTimeout");

    /// <summary>How many requests an instance scores at once.</summary>
    public int? MaxConcurrentRequestsPerInstance => (int?)Properties.Member("requestSettings").Integer("maxConcurrentRequestsPerInstance");

    /// <summary>Whether requests are logged in Application Insights.</summary>
    public bool? AppInsightsEnabled => Properties.Truth("appInsightsEnabled");

    /// <summary>Managed, or Kubernetes.</summary>
    public string? Kind => Json.Text("kind");

    /// <summary>Whether it can take requests.</summary>
    internal bool IsReady => OperationStatus.IsSuccess(ProvisioningState);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
