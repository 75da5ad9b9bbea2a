using System.Management.Automation;

namespace AmlShell;

/// <summary>Keeps the engine from reporting usage to Microsoft: nobody who runs AmlShell was asked.</summary>
internal static class EngineTelemetry
{
    private const string OptOut = "POWERSHELL_TELEMETRY_OPTOUT";

    public static void TurnOff()
    {
        string? chosen = Environment.GetEnvironmentVariable(OptOut);
        Environment.SetEnvironmentVariable(OptOut, "1");

        // The engine reads the variable once, here; scripts and their child processes see the user's environment.
        PowerShell.Create().Dispose();
        Environment.SetEnvironmentVariable(OptOut, chosen);
    }
}
