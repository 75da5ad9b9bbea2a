using System.ComponentModel;
using System.Diagnostics;

namespace AmlEndpoints.Tests.Support;

/// <summary>PowerShell as it is installed.</summary>
internal static class Pwsh
{
    public static bool HasPester()
    {
        try
        {
            return RunAsync("exit [int](-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 }))").GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a script without profile.</summary>
    /// <returns>The exit code, and all that was printed.</returns>
    public static async Task<(int ExitCode, string Text)> RunAsync(string script)
    {
        ProcessStartInfo start = new("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
