using System.Text.Json.Nodes;
using Azure.Core;

namespace AmlEndpoints.Service;

/// <summary>What the server of a local workspace writes into the workspace's folder while it runs, as <c>server.json</c>.</summary>
/// <param name="Address">The workspace.</param>
/// <param name="TokenFile">The file with the token that opens it.</param>
/// <param name="ProcessId">The server's process.</param>
public sealed record LocalServerInfo(WorkspaceAddress Address, string TokenFile, int ProcessId)
{
    private const string FileName = "server.json";

    /// <summary>Reads what the server of a folder wrote.</summary>
    /// <returns>Null when no server runs there.</returns>
    /// <exception cref="AmlServiceException">The file is not one of a server, or names another machine.</exception>
    public static async Task<LocalServerInfo?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, FileName);
        string purpose = $"connect to the local workspace in {folder}";
        try
        {
            JsonNode? json = WireJson.TryParse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
            LocalServerInfo? info = From(json, folder);
            return info is { Address.IsLoopback: true } ? info : throw new AmlServiceException(
                ServiceErrors.UntrustedAddress, purpose, $"{FileName} does not name a server on this machine (127.0.0.1). Start the server again.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlServiceException(ServiceErrors.InvalidState, purpose, $"{path} cannot be read ({error.Message.TrimEnd('.')}).", innerException: error);
        }
    }

    /// <summary>Connects to the server. Nothing is sent yet.</summary>
    /// <exception cref="AmlServiceException">The token cannot be read.</exception>
    public async Task<WorkspaceConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            string token = await File.ReadAllTextAsync(TokenFile, cancellationToken).ConfigureAwait(false);
            return WorkspaceConnection.FromToken(Address, token.Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlServiceException(ServiceErrors.InvalidState, $"connect to {Address.BaseUri}", $"its token cannot be read ({error.Message.TrimEnd('.')}). It belongs to the user who made the workspace.", innerException: error);
        }
    }

    /// <summary>Tells the server to stop; it answers what it has accepted first.</summary>
    /// <exception cref="AmlServiceException">It cannot be reached.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        WorkspaceConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await connection.Client.SendAsync(new ServiceRequest(RequestMethod.Post, $"stop the server at {Address.BaseUri}", "stop"), cancellationToken).ConfigureAwait(false);
    }

    private static LocalServerInfo? From(JsonNode? json, string folder) =>
        Uri.TryCreate(json.Text("url"), UriKind.Absolute, out Uri? url)
        && json.Text("subscriptionId") is { } subscription && json.Text("resourceGroupName") is { } group && json.Text("workspaceName") is { } workspace && json.Text("tokenFile") is { } token
            ? new LocalServerInfo(new WorkspaceAddress(url, subscription, group, workspace), Path.Combine(folder, token), (int)(json.Integer("processId") ?? 0))
            : null;
}
