using AmlEndpoints.Service;

namespace AmlEndpoints.LocalCommands;

/// <summary>The server of a local workspace.</summary>
internal static class LocalServerProcess
{
    /// <summary>The folder of the workspace that is meant when none is named; one for each user.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "AmlEndpoints", "workspace");

    /// <summary>Connects to the server of a folder.</summary>
    /// <exception cref="AmlServiceException">No server runs there.</exception>
    public static async Task<WorkspaceConnection> ConnectAsync(string folder, CancellationToken cancellationToken)
    {
        LocalServerInfo info = await LocalServerInfo.ReadAsync(folder, cancellationToken)
            ?? throw new AmlServiceException(ServiceErrors.NotFound, $"connect to the local workspace in {folder}", "no server runs for it. Start it with Start-AmlLocalServer.");
        return await info.ConnectAsync(cancellationToken);
    }
}
