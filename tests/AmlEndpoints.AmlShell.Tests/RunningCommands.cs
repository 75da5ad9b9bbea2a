namespace AmlShell.Tests;

public sealed class RunningCommands
{
    [Theory]
    [InlineData("1..3 | ForEach-Object { $_ * 2 }", 0, "2\n4\n6\n")]
    [InlineData("'a'; exit 7; 'b'", 7, "a\n")]
    [InlineData("Get-Command Get-Nothing; 'after'", 0, "after\n")]
    [InlineData("'before'; Get-Command Get-Nothing", 1, "before\n")]
    [InlineData("'before'; throw 'boom'", 1, "before\n")]
    public void The_last_statement_decides_about_the_exit_code(string command, int exitCode, string output)
    {
        ShellResult result = ShellProcess.Run("-Command", command);

        Assert.Equal((exitCode, output), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Text_that_ends_too_early_is_a_syntax_error()
    {
        ShellResult result = ShellProcess.Run("-Command", "if (");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Missing condition in if statement", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_reports_nothing_to_Microsoft_and_the_environment_is_the_users()
    {
        ShellResult result = ShellProcess.Run("-Command", "\"<$env:POWERSHELL_TELEMETRY_OPTOUT>\"");

        Assert.Equal($"<{Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT")}>\n", result.Output);
    }

    [Fact]
    public void An_unknown_switch_is_explained()
    {
        ShellResult result = ShellProcess.Run("-Comand", "1");

        Assert.Equal(64, result.ExitCode);
        Assert.StartsWith("'-Comand' is not a switch of AmlShell.", result.Error, StringComparison.Ordinal);
    }
}
