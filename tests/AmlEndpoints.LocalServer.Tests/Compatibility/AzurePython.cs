using System.ComponentModel;
using System.Diagnostics;

namespace AmlEndpoints.LocalServer.Tests.Compatibility;

/// <summary>A Python that has Microsoft's SDKs: azure-ai-ml and azure-mgmt-machinelearningservices (Debian: python3-azure).</summary>
internal static class AzurePython
{
    private const string Search = """
        import importlib.util, sys
        sys.exit(any(importlib.util.find_spec(name) is None for name in ("azure.ai.ml", "azure.mgmt.machinelearningservices")))
        """;

    private static readonly Lazy<string?> _path = new(FindFirst);

    /// <summary>The one that AML_PYTHON names, or the first on the PATH that has them; null when none has.</summary>
    public static string? Find() => _path.Value;

    /// <summary>Runs a script.</summary>
    /// <returns>The exit code, and all that was printed.</returns>
    public static async Task<(int ExitCode, string Text)> RunAsync(string python, params string[] arguments)
    {
        // Without -B it would write __pycache__ beside the scripts.
        ProcessStartInfo start = new(python, ["-B", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONUTF8"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static string? FindFirst() => Candidates().FirstOrDefault(HasSdks);

    private static IEnumerable<string> Candidates()
    {
        string name = OperatingSystem.IsWindows() ? "python.exe" : "python3";
        return Environment.GetEnvironmentVariable("AML_PYTHON") is { Length: > 0 } named
            ? [named]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).Where(File.Exists);
    }

    private static bool HasSdks(string python)
    {
        try
        {
            // Off this thread: what a test framework gives it to await with may run one thing at a time.
            return Task.Run(() => RunAsync(python, "-c", Search)).GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
