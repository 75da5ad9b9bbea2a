namespace AmlShell.Tests;

public sealed class ShowingStreams
{
    [Fact]
    public void Verbose_debug_and_warning_carry_their_names()
    {
        ShellResult result = ScriptOnDisk.Run("""
            [CmdletBinding()] param()
            $DebugPreference = 'Continue'
            $PSCmdlet.WriteVerbose('v'); $PSCmdlet.WriteDebug('d'); $PSCmdlet.WriteWarning('w')
            """, "-Verbose");

        Assert.Equal(new ShellResult(0, "VERBOSE: v\nDEBUG: d\nWARNING: w\n", ""), result);
    }

    [Fact]
    public void Without_a_preference_only_warnings_are_shown()
    {
        ShellResult result = ScriptOnDisk.Run("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteVerbose('v'); $PSCmdlet.WriteDebug('d'); $PSCmdlet.WriteWarning('w')
            """);

        Assert.Equal(new ShellResult(0, "WARNING: w\n", ""), result);
    }

    [Fact]
    public void Information_is_shown_as_it_is()
    {
        ShellResult result = ScriptOnDisk.Run("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteInformation('i', @())
            """, "-InformationAction", "Continue");

        Assert.Equal(new ShellResult(0, "i\n", ""), result);
    }

    [Fact]
    public void Progress_leaves_no_trace_in_a_file()
    {
        ShellResult result = ScriptOnDisk.Run("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Deploying', 'Uploading'))
            'done'
            """);

        Assert.Equal(new ShellResult(0, "done\n", ""), result);
    }

    [Fact]
    public void A_file_gets_no_colours()
    {
        ShellResult result = ShellProcess.Run("-Command", "$Host.UI.WriteLine('Red', 'Black', 'text'); \"`e[31mred`e[0m\"; throw 'boom'");

        Assert.Equal(new ShellResult(1, "text\nred\n", "Exception: boom\n"), result);
    }
}
