using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Service;

/// <summary>A workspace and the right to use it. Everything that is asked of a workspace goes through one of these; it may be used by many threads.</summary>
public sealed class WorkspaceConnection
{
    private string? _location;

    /// <summary>Creates the connection; nothing is sent yet.</summary>
    /// <param name="address">The workspace.</param>
    /// <param name="credential">Gives access tokens for the management service.</param>
    /// <exception cref="AmlServiceException">The address is not of this machine and not https.</exception>
    public WorkspaceConnection(WorkspaceAddress address, TokenCredential credential)
        : this(address, credential, null, TimeProvider.System)
    {
    }

    internal WorkspaceConnection(WorkspaceAddress address, TokenCredential credential, HttpPipelineTransport? transport, TimeProvider time) =>
        Client = new ServiceClient(address, ServicePipeline.Build(address, credential, transport), time);

    /// <summary>The workspace.</summary>
    public WorkspaceAddress Address => Client.Address;

    internal ServiceClient Client { get; }

    /// <summary>A connection with a token that somebody else got; it ends when the token expires.</summary>
    /// <param name="address">The workspace.</param>
    /// <param name="accessToken">The token, without "Bearer".</param>
    public static WorkspaceConnection FromToken(WorkspaceAddress address, string accessToken)
    {
        AccessToken token = new(accessToken, DateTimeOffset.MaxValue);
        return new WorkspaceConnection(address, DelegatedTokenCredential.Create((_, _) => token));
    }

    /// <summary>Asks for the workspace; also the way to find out whether the connection works.</summary>
    /// <exception cref="AmlServiceException">There is no such workspace, or the token is not right.</exception>
    public async Task<AmlWorkspace> GetWorkspaceAsync(CancellationToken cancellationToken)
    {
        AmlWorkspace workspace = new(await Client.GetAsync($"get the workspace '{Address.WorkspaceName}'", [], cancellationToken).ConfigureAwait(false), Address);
        _location = workspace.Location;
        return workspace;
    }

    /// <summary>The workspace's address, for people.</summary>
    public override string ToString() => $"{Address.WorkspaceName} at {Address.BaseUri}";

    /// <summary>A copy of a body with the workspace's location where it has none: endpoints and deployments are where their workspace is.</summary>
    internal async Task<JsonObject> LocateAsync(ResourceBody body, CancellationToken cancellationToken)
    {
        JsonObject located = body.Json.DeepClone().AsObject();
        if (located.Text("location") is null)
        {
            located["location"] = _location ?? (await GetWorkspaceAsync(cancellationToken).ConfigureAwait(false)).Location;
        }

        return located;
    }
}
