namespace AmlEndpoints.Online;

/// <summary>What a caller of an endpoint shows (EndpointAuthMode in spec/mfe.json, whose spelling this is).</summary>
public enum EndpointAuthMode
{
    /// <summary>One of two keys, which do not expire.</summary>
    Key,

    /// <summary>A token of Azure Machine Learning, which expires.</summary>
    AMLToken,

    /// <summary>A token of Microsoft Entra.</summary>
    AADToken,
}
