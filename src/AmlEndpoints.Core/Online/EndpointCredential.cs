namespace AmlEndpoints.Online;

/// <summary>What opens an endpoint: two keys, or a token that expires. Its text never shows a secret.</summary>
/// <param name="AuthMode">The endpoint's.</param>
/// <param name="PrimaryKey">The first key; null in token mode.</param>
/// <param name="SecondaryKey">The second key; null in token mode.</param>
/// <param name="AccessToken">The token; null in key mode.</param>
/// <param name="ExpiresOn">When the token ends, UTC.</param>
/// <param name="RefreshAfter">From when a new token should be got, UTC.</param>
public sealed record EndpointCredential(
    EndpointAuthMode AuthMode, string? PrimaryKey, string? SecondaryKey, string? AccessToken, DateTimeOffset? ExpiresOn, DateTimeOffset? RefreshAfter)
{
    /// <summary>What goes into the header Authorization behind <c>Bearer</c>.</summary>
    public string Bearer => AccessToken ?? PrimaryKey ?? SecondaryKey ?? "";

    /// <summary>A key or a token that the caller has.</summary>
    public static EndpointCredential FromSecret(string secret) => new(EndpointAuthMode.Key, secret, null, null, null, null);

    /// <summary>What kind it is.</summary>
    public override string ToString() => ExpiresOn is null ? $"{AuthMode}" : $"{AuthMode}, until {ExpiresOn:u}";
}
