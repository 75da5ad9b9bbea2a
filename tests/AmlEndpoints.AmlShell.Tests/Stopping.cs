namespace AmlShell.Tests;

public sealed class Stopping
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(10);

    [UnixFact]
    public void Ctrl_C_stops_a_script_without_a_word()
    {
        using ScriptOnDisk script = new("'started'; while ($true) {}");
        using ShellProcess shell = ShellProcess.Start(script.File);
        shell.WaitForLine("started");

        shell.Signal("INT");

        Assert.Equal(new ShellResult(130, "", ""), shell.Finish(_soon));
    }

    [UnixFact]
    public void Ctrl_C_stops_commands_that_would_handle_every_error()
    {
        using ShellProcess shell = ShellProcess.Start("-Command", "'started'; while ($true) { try { while ($true) {} } catch {} }");
        shell.WaitForLine("started");

        shell.Signal("INT");

        Assert.Equal(130, shell.Finish(_soon).ExitCode);
    }

    [UnixFact]
    public void A_second_Ctrl_C_ends_what_cannot_be_stopped()
    {
        using ShellProcess shell = ShellProcess.Start("-Command", "'started'; [Threading.Thread]::Sleep([Threading.Timeout]::Infinite)");
        shell.WaitForLine("started");

        shell.Signal("INT");
        shell.Signal("INT");

        Assert.Equal(130, shell.Finish(_soon).ExitCode);
    }

    [UnixFact]
    public void Termination_stops_a_script()
    {
        using ShellProcess shell = ShellProcess.Start("-Command", "'started'; while ($true) {}");
        shell.WaitForLine("started");

        shell.Signal("TERM");

        Assert.Equal(new ShellResult(143, "", ""), shell.Finish(_soon));
    }

    [UnixFact]
    public void Termination_ends_a_session_that_waits_for_input()
    {
        using ShellProcess shell = ShellProcess.Start();
        shell.WriteLine("'started'");
        shell.WaitForLine("started");

        shell.Signal("TERM");

        Assert.Equal(143, shell.Finish(_soon).ExitCode);
    }
}
