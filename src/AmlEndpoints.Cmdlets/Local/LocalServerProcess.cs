using System.ComponentModel;
using System.Diagnostics;
using AmlEndpoints.Service;

namespace AmlEndpoints.LocalCommands;

/// <summary>Starts the server of a local workspace, which is a program of its own beside the module's other assemblies, and finds one that runs.</summary>
internal static class LocalServerProcess
{
    // Their standard input ends with this process, and so do they: they must not be collected before.
    private static readonly List<Process> _children = [];

    /// <summary>The folder of the workspace that is meant when none is named; one for each user.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "AmlEndpoints", "workspace");

    /// <summary>Connects to the server of a folder; starts one that ends with this process when none runs.</summary>
    /// <exception cref="AmlServiceException">It cannot be started.</exception>
    public static async Task<WorkspaceConnection> ConnectAsync(string folder, CancellationToken cancellationToken)
    {
        LocalServer server = await FindAsync(folder, cancellationToken) ?? await StartAsync(folder, 0, detached: false, cancellationToken);
        return await server.Info.ConnectAsync(cancellationToken);
    }

    /// <summary>The server of a folder that answers, or null.</summary>
    public static async Task<LocalServer?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        // The file stays behind when a server was killed.
        if (await LocalServerInfo.ReadAsync(folder, cancellationToken) is not { } info || !IsRunning(info.ProcessId))
        {
            return null;
        }

        try
        {
            await (await info.ConnectAsync(cancellationToken)).GetWorkspaceAsync(cancellationToken);
            return new LocalServer(folder, info);
        }
        catch (AmlServiceException error) when (error.Code == ServiceErrors.Unreachable || error.Status == 401)
        {
            return null;
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The workspace folder.</param>
    /// <param name="port">The port; 0 for the one of the last time, or any.</param>
    /// <param name="detached">Whether it stays when this process ends.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="AmlServiceException">It did not start; the message is what it said.</exception>
    public static async Task<LocalServer> StartAsync(string folder, int port, bool detached, CancellationToken cancellationToken)
    {
        string purpose = $"start the server of the local workspace in {folder}";
        Process process = Launch(purpose, ["--workspace", folder, "--port", FormattableString.Invariant($"{port}"), detached ? "--detached" : "--stop-with-input"]);
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(state => ((Process)state!).Kill(), process);
        string? line = await process.StandardOutput.ReadLineAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (line is null || await LocalServerInfo.ReadAsync(folder, cancellationToken) is not { } info)
        {
            string said = await process.StandardError.ReadToEndAsync(CancellationToken.None);

            // Two sessions that begin at once start two servers, of which one gets the folder.
            return await FindAsync(folder, cancellationToken) is { } other && port == 0 ? other : throw Failed(purpose, said);
        }

        lock (_children)
        {
            _children.Add(process);
        }

        return new LocalServer(folder, info);
    }

    /// <summary>Tells a server to stop and waits until its process has ended: it answers what it has accepted first.</summary>
    public static async Task StopAsync(LocalServer server, CancellationToken cancellationToken)
    {
        using Process? process = Find(server.ProcessId);
        await server.Info.StopAsync(cancellationToken);
        await (process?.WaitForExitAsync(cancellationToken) ?? Task.CompletedTask);
    }

    private static Process Launch(string purpose, string[] arguments)
    {
        ProcessStartInfo start = new(DotnetPath())
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(Path.GetDirectoryName(typeof(LocalServerInfo).Assembly.Location)!, "AmlEndpoints.LocalServer.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw NoRuntime(purpose, error);
        }
    }

    // PowerShell brings a runtime of its own, without ASP.NET Core, and may not be run by this one.
    private static string DotnetPath()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        IEnumerable<string?> known =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, name) : null,
        ];
        return known.FirstOrDefault(File.Exists) ?? name;
    }

    private static AmlServiceException Failed(string purpose, string said) =>
        said.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)
            ? NoRuntime(purpose, null)
            : new AmlServiceException(ServiceErrors.InvalidState, purpose, said.Length > 0 ? said.Trim() : "it ended without a word. Look into server.log in the folder.");

    private static AmlServiceException NoRuntime(string purpose, Exception? error) => new(
        ServiceErrors.NotFound,
        purpose,
        "it needs the ASP.NET Core Runtime 8.0 or later, which is not found on this machine. Install it from https://dotnet.microsoft.com/download, or name its folder in DOTNET_ROOT.",
        innerException: error);

    private static bool IsRunning(int processId)
    {
        using Process? process = Find(processId);
        return process is { HasExited: false };
    }

    private static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
