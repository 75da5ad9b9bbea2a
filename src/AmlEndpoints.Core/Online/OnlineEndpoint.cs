using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>An online endpoint: an address for predictions, before one or more deployments.</summary>
/// <param name="json">The endpoint as the service gives it.</param>
public sealed class OnlineEndpoint(JsonObject json) : ArmResource(json)
{
    /// <summary>The name.</summary>
    public string Name => Json.Text("name") ?? PartOfId("onlineEndpoints");

    /// <summary>The name again, for commands that take endpoints beside other things.</summary>
    public string EndpointName => Name;

    /// <summary>What a caller shows.</summary>
    public EndpointAuthMode? AuthMode => Enum.TryParse(Properties.Text("authMode"), ignoreCase: true, out EndpointAuthMode mode) ? mode : null;

    /// <summary>Percent of the requests for each deployment; those that are not named get none.</summary>
    public IReadOnlyDictionary<string, int> Traffic => Properties.Integers("traffic");

    /// <summary>Percent of the requests of which a deployment gets a copy, and nobody sees its answers.</summary>
    public IReadOnlyDictionary<string, int> MirrorTraffic => Properties.Integers("mirrorTraffic");

    /// <summary>Where rows are sent to; null until the endpoint is ready.</summary>
    public Uri? ScoringUri => UriOf("scoringUri");

    /// <summary>Where the description of the requests is.</summary>
    public Uri? SwaggerUri => UriOf("swaggerUri");

    /// <summary>Enabled or Disabled.</summary>
    public string? PublicNetworkAccess => Properties.Text("publicNetworkAccess");

    /// <summary>Managed, or Kubernetes.</summary>
    public string? Kind => Json.Text("kind");

    /// <summary>Whether the service is done with it.</summary>
    internal bool IsSettled => OperationStatus.IsSuccess(ProvisioningState) || OperationStatus.IsFailure(ProvisioningState);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private Uri? UriOf(string name) => Uri.TryCreate(Properties.Text(name), UriKind.Absolute, out Uri? uri) ? uri : null;
}
