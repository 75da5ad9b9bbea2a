using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>The server as users have it: a process of its own, started from the build's output.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, JsonObject info) => (_process, Info, Client) = (process, info, new ControlPlaneClient(info));

    public JsonObject Info { get; }

    public ControlPlaneClient Client { get; }

    public int Id => _process.Id;

    /// <summary>Starts it and waits until it lets requests in.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, params string[] more)
    {
        Process process = Launch(["--workspace", folder, .. more]);
        string? line = await process.StandardOutput.ReadLineAsync();
        Assert.True(line is not null, line is null ? await process.StandardError.ReadToEndAsync() : null);
        return new ServerProcess(process, JsonNode.Parse(line!)!.AsObject());
    }

    /// <summary>Runs it until it ends by itself.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Launch(arguments);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    /// <summary>Ends it as a failure of the machine does: at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as <c>kill</c> does.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", FormattableString.Invariant($"-TERM {Id}"));
        kill.WaitForExit();
    }

    /// <summary>Waits for its end; gives its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(IEnumerable<string> arguments)
    {
        // Beside the tests' own output: artifacts/bin/{project}/{configuration}.
        DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string assembly = Path.Combine(own.Parent!.Parent!.FullName, "AmlEndpoints.LocalServer", own.Name, "AmlEndpoints.LocalServer.dll");
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
