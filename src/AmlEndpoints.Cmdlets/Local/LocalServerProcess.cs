using System.Text.Json;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.LocalCommands;

/// <summary>The server of a local workspace, found by the file <c>server.json</c> that it writes into the workspace's folder while it runs.</summary>
internal static class LocalServerProcess
{
    /// <summary>The folder of the workspace that is meant when none is named; one for each user.</summary>
    public static string DefaultFolder { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "AmlEndpoints", "workspace");

    /// <summary>Connects to the server of a folder.</summary>
    /// <exception cref="AmlServiceException">No server runs there.</exception>
    public static async Task<WorkspaceConnection> ConnectAsync(string folder, CancellationToken cancellationToken)
    {
        string purpose = $"connect to the local workspace in {folder}";
        try
        {
            JsonNode? info = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "server.json"), cancellationToken));
            WorkspaceAddress address = new(new Uri(Text(info, "url")), Text(info, "subscriptionId"), Text(info, "resourceGroupName"), Text(info, "workspaceName"));
            if (!address.IsLoopback)
            {
                throw new AmlServiceException(ServiceErrors.UntrustedAddress, purpose, $"its server.json names {address.BaseUri}, which is not on this machine.");
            }

            string token = await File.ReadAllTextAsync(Path.Combine(folder, Text(info, "tokenFile")), cancellationToken);
            return WorkspaceConnection.FromToken(address, token.Trim());
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AmlServiceException(ServiceErrors.NotFound, purpose, "no server runs for it. Start it with Start-AmlLocalServer.", innerException: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or UriFormatException or InvalidOperationException)
        {
            throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, $"what its server wrote cannot be read ({error.Message.TrimEnd('.')}). Start it again.", innerException: error);
        }
    }

    private static string Text(JsonNode? info, string name) =>
        (string?)info?[name] ?? throw new JsonException($"server.json has no {name}");
}
