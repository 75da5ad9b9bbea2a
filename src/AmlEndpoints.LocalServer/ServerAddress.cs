namespace AmlEndpoints.LocalServer;

/// <summary>Where the server listens: known once it does, and named in the endpoints' scoring addresses.</summary>
internal sealed class ServerAddress
{
    private string? _uri;

    /// <summary>The address, without a slash at the end.</summary>
    public string Uri
    {
        get => _uri ?? throw new InvalidOperationException("The server does not listen yet.");
        set => (_uri, Port) = (value, new Uri(value).Port);
    }

    /// <summary>The address's port; 0 as long as the server does not listen.</summary>
    public int Port { get; private set; }
}
