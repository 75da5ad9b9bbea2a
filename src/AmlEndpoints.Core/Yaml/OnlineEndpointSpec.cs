using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Yaml;

/// <summary>What a managed online endpoint file says.</summary>
public sealed record OnlineEndpointSpec
{
    /// <summary>The endpoint's name; null when the file does not name it.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The members of the ARM resource that the file names, as they go on the wire (spec/mfe.json, OnlineEndpoint): tags, identity,
    /// properties. Defaults are the caller's and the service's.
    /// </summary>
    public required JsonObject Resource { get; init; }

    /// <summary>A body to create or change the endpoint with.</summary>
    public ResourceBody ToBody() => new(Resource.DeepClone().AsObject());
}
