namespace AmlEndpoints.Online;

/// <summary>One of an endpoint's two keys (KeyType in spec/mfe.json). Callers use one while the other is changed.</summary>
public enum EndpointKey
{
    /// <summary>The first.</summary>
    Primary,

    /// <summary>The second.</summary>
    Secondary,
}
