namespace AmlShell.Tests;

public sealed class ReadingRedirectedInput
{
    [Fact]
    public void Commands_run_one_by_one_without_prompt_or_echo()
    {
        ShellResult result = ShellProcess.RunWithInput("$x = 20\n$x + 1\n");

        Assert.Equal(new ShellResult(0, "21\n", ""), result);
    }

    [Fact]
    public void A_statement_may_take_several_lines()
    {
        ShellResult result = ShellProcess.RunWithInput("foreach ($n in 1, 2) {\n  $n\n}\n'end'\n");

        Assert.Equal(new ShellResult(0, "1\n2\nend\n", ""), result);
    }

    [Fact]
    public void An_error_does_not_end_the_session()
    {
        ShellResult result = ShellProcess.RunWithInput("throw 'boom'\n'still here'\n");

        Assert.Equal((0, "still here\n"), (result.ExitCode, result.Output));
        Assert.Equal("Exception: boom\n", result.Error);
    }

    [Fact]
    public void Exit_ends_the_session_with_its_code()
    {
        ShellResult result = ShellProcess.RunWithInput("exit 5\n'not reached'\n");

        Assert.Equal(new ShellResult(5, "", ""), result);
    }

    [Fact]
    public void Input_that_ends_inside_a_statement_is_a_syntax_error()
    {
        ShellResult result = ShellProcess.RunWithInput("if ($true) {");

        Assert.Contains("Missing closing '}'", result.Error, StringComparison.Ordinal);
    }
}
