using System.Text.Json.Nodes;

namespace AmlEndpoints.Yaml;

/// <summary>What a managed online deployment file says. A member that the file does not name is null.</summary>
public sealed record OnlineDeploymentSpec
{
    /// <summary>The deployment's name.</summary>
    public string? Name { get; init; }

    /// <summary>The endpoint that it belongs to.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The model: registered, or described in place.</summary>
    public AssetReference? Model { get; init; }

    /// <summary>The environment: registered, or described in place.</summary>
    public AssetReference? Environment { get; init; }

    /// <summary>The scoring code.</summary>
    public CodeSpec? Code { get; init; }

    /// <summary>
    /// The members of the ARM resource that the file names, as they go on the wire (spec/mfe.json, ManagedOnlineDeployment): tags, sku,
    /// properties, without model, environmentId and codeConfiguration. Defaults are the caller's and the service's.
    /// </summary>
    public required JsonObject Resource { get; init; }
}
