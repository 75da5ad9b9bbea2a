namespace AmlShell.Tests;

public sealed class RunningScripts
{
    private const string Parameters = "param($Name, [switch]$Loud, [Parameter(ValueFromRemainingArguments)]$Rest) \"$Name $Loud $Rest\"";

    [Fact]
    public void The_output_is_formatted_by_the_engine()
    {
        ShellResult result = ScriptOnDisk.Run("'über'; [pscustomobject]@{ Model = 'iris'; Rows = 3 }");

        Assert.Equal("über\n\nModel Rows\n----- ----\niris     3\n\n", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("iris True a b", "-Name", "iris", "-Loud", "a", "b")]
    [InlineData("iris False a", "iris", "-Loud:$false", "a")]
    [InlineData("a b:c True -", "-Name:a b:c", "-Loud:true", "-")]
    public void Arguments_become_parameters(string expected, params string[] arguments) =>
        Assert.Equal(expected, ScriptOnDisk.Run(Parameters, arguments).Output.TrimEnd());

    [Fact]
    public void An_unknown_parameter_fails()
    {
        ShellResult result = ScriptOnDisk.Run("[CmdletBinding()] param($Name) 'ran'", "-Nmae", "x");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("script.ps1: A parameter cannot be found that matches parameter name 'Nmae'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_its_folder()
    {
        using ScriptOnDisk script = new("$PSScriptRoot; $PSCommandPath");

        Assert.Equal($"{script.Folder}\n{script.File}\n", ShellProcess.Run(script.File).Output);
    }

    [Fact]
    public void Exit_gives_its_code_also_from_inside_a_function()
    {
        ShellResult result = ScriptOnDisk.Run("function Leave { exit 3 } 'before'; Leave; 'after'");

        Assert.Equal((3, "before\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Throw_fails_and_shows_the_line()
    {
        ShellResult result = ScriptOnDisk.Run("'before'\nthrow 'boom'\n'after'");

        Assert.Equal((1, "before\n"), (result.ExitCode, result.Output));
        Assert.Contains("script.ps1:2\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("   2 |  throw 'boom'\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("| boom\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_non_terminating_error_goes_to_standard_error_and_the_script_goes_on()
    {
        ShellResult result = ScriptOnDisk.Run("Get-Command Get-Nothing\n'after'");

        Assert.Equal((0, "after\n"), (result.ExitCode, result.Output));
        Assert.Contains("The term 'Get-Nothing' is not recognized", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorActionPreference_Stop_makes_it_fail()
    {
        ShellResult result = ScriptOnDisk.Run("$ErrorActionPreference = 'Stop'\nGet-Command Get-Nothing\n'after'");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Get-Nothing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_syntax_error_shows_the_line_and_runs_nothing()
    {
        ShellResult result = ScriptOnDisk.Run("'before'\nif ($true { 'x' }");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("script.ps1:2\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("   2 |  if ($true { 'x' }\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_script_is_a_mistake_in_the_command_line()
    {
        ShellResult result = ShellProcess.Run("no-such-script.ps1");

        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("There is no script 'no-such-script.ps1'.", result.Error, StringComparison.Ordinal);
    }
}
