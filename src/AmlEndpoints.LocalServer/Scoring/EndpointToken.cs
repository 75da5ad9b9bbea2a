namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>A token for callers of an endpoint, with the names of EndpointAuthToken in spec/mfe.json.</summary>
/// <param name="AccessToken">The token; a secret.</param>
/// <param name="ExpiryTimeUtc">When it ends, in Unix seconds.</param>
/// <param name="RefreshAfterTimeUtc">From when on a client should get a new one, in Unix seconds.</param>
internal sealed record EndpointToken(string AccessToken, long ExpiryTimeUtc, long RefreshAfterTimeUtc)
{
    /// <summary>How the token is shown: the scheme of the Authorization header.</summary>
    public const string TokenType = "Bearer";
}
