namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>What a caller of an endpoint shows to be let in; spelt as <c>authMode</c> on the wire (EndpointAuthMode in spec/mfe.json).</summary>
internal enum EndpointAuthMode
{
    /// <summary>A primary or a secondary key.</summary>
    Key,

    /// <summary>A token that this server signed.</summary>
    AMLToken,
}

/// <summary>How an endpoint answers, as the control plane has settled it.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="AuthMode">What callers show.</param>
/// <param name="PrimaryKey">The primary key.</param>
/// <param name="SecondaryKey">The secondary key.</param>
/// <param name="Traffic">Percent of the requests for each deployment; the sum is 0 or 100.</param>
/// <param name="MirrorTraffic">Percent of the requests that a deployment gets a copy of.</param>
internal sealed record EndpointSettings(
    string Name,
    EndpointAuthMode AuthMode,
    string PrimaryKey,
    string SecondaryKey,
    IReadOnlyDictionary<string, int> Traffic,
    IReadOnlyDictionary<string, int> MirrorTraffic);
