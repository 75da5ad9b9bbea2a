namespace AmlEndpoints.LocalServer;

/// <summary>Where the server listens: known once it does, and named in the endpoints' scoring addresses.</summary>
internal sealed class ServerAddress
{
    private string? _uri;

    /// <summary>The address, without a slash at the end.</summary>
    public string Uri
    {
        get => _uri ?? throw new InvalidOperationException("The server does not listen yet.");
        set => _uri = value;
    }
}
