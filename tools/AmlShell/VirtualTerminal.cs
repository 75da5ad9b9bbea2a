using System.Runtime.InteropServices;

namespace AmlShell;

/// <summary>Knows whether the terminal understands escape sequences; a Windows console has to be told first.</summary>
internal static class VirtualTerminal
{
    private const int StandardOutput = -11;
    private const int StandardError = -12;
    private const uint EnableProcessing = 4;

    public static bool IsUnderstood() => OperatingSystem.IsWindows()
        ? Enable(StandardOutput) | Enable(StandardError)
        : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private static bool Enable(int stream)
    {
        nint console = GetStdHandle(stream);
        return GetConsoleMode(console, out uint mode) && SetConsoleMode(console, mode | EnableProcessing);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool GetConsoleMode(nint console, out uint mode);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetConsoleMode(nint console, uint mode);
}
