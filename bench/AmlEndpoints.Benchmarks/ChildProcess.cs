using System.Diagnostics;

namespace AmlEndpoints.Benchmarks;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    private static Process? _running;
    private static bool _stopped;

    /// <summary>Runs it in the repository's folder.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed, or wrote errors.</exception>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        if (_stopped)
        {
            throw new InvalidOperationException("The benchmarks were stopped.");
        }

        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Neither reports usage nor looks for updates: that is the network's time.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        using Process process = _running = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && errors.Result.Length == 0
                ? output
                : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors.Result.Trim()}");
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Ends the one that runs, if any, and starts no other.</summary>
    public static void Stop()
    {
        _stopped = true;
        _running?.Kill(entireProcessTree: true);
    }
}
