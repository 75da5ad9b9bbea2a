namespace AmlShell;

/// <summary>The exit codes that are not the script's own choice: those of pwsh, and 128 + signal as shells do.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 64;
    public const int Interrupted = 130;
    public const int Terminated = 143;
}
