namespace AmlShell.Tests;

public sealed class ImportingTheModule
{
    [Fact]
    public void Its_commands_are_there_from_the_start()
    {
        ShellResult result = ShellProcess.RunWithModule("-Command", "(Get-Command Invoke-AmlPrediction).ModuleName");

        Assert.Equal(new ShellResult(0, "AmlEndpoints\n", ""), result);
    }

    [Fact]
    public void Without_it_the_session_has_the_engine_alone()
    {
        ShellResult result = ShellProcess.Run("-Command", "@(Get-Module).Count");

        Assert.Equal(new ShellResult(0, "0\n", ""), result);
    }
}
