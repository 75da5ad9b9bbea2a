using AmlEndpoints.Service;

namespace AmlEndpoints.LocalCommands;

/// <summary>The server of a local workspace, as it runs.</summary>
public sealed class LocalServer
{
    internal LocalServer(string path, LocalServerInfo info) => (Path, Info) = (path, info);

    /// <summary>The workspace folder.</summary>
    public string Path { get; }

    /// <summary>Where it listens.</summary>
    public Uri Uri => Info.Address.BaseUri;

    /// <summary>Its process.</summary>
    public int ProcessId => Info.ProcessId;

    /// <summary>The subscription's id, for clients other than this module.</summary>
    public string SubscriptionId => Info.Address.SubscriptionId;

    /// <summary>The resource group's name.</summary>
    public string ResourceGroupName => Info.Address.ResourceGroupName;

    /// <summary>The workspace's name.</summary>
    public string WorkspaceName => Info.Address.WorkspaceName;

    /// <summary>The file with the bearer token of its control plane; only the owner can read it.</summary>
    public string TokenFile => Info.TokenFile;

    internal LocalServerInfo Info { get; }
}
