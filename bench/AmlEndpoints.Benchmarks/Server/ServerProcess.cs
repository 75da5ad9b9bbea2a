using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AmlEndpoints.Benchmarks.Server;

/// <summary>A server in a process of its own, which tells in a line of JSON that it listens, and ends with its standard input.</summary>
internal sealed class ServerProcess : IDisposable
{
    private ServerProcess(Process process, JsonNode said) => (Process, Said) = (process, said);

    public Process Process { get; }

    /// <summary>The line it wrote; <c>url</c> is its address.</summary>
    public JsonNode Said { get; }

    public Uri Uri => new(Said["url"]!.GetValue<string>());

    /// <summary>The server of a local workspace, as the module starts it. The call ends when it says that it is ready.</summary>
    public static ServerProcess StartWorkspace(string folder) => Start(Repository.LocalServer, "--workspace", folder, "--port", "0", "--stop-with-input");

    /// <summary>A server that does nothing but answer, on the same web server.</summary>
    public static ServerProcess StartEmpty(int answerLength) => Start(EmptyServer.Argument, answerLength);

    /// <summary>Lets it end, and waits for that.</summary>
    public void Dispose()
    {
        Process.StandardInput.Close();
        Process.WaitForExit();
        Process.Dispose();
    }

    private static ServerProcess Start(string argument, int answerLength) =>
        Start(Repository.OwnAssembly, argument, answerLength.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static ServerProcess Start(string assembly, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        return process.StandardOutput.ReadLine() is { } line
            ? new ServerProcess(process, JsonNode.Parse(line)!)
            : throw new InvalidOperationException($"{Path.GetFileName(assembly)} did not start; it has written why.");
    }
}
