using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class StoppingCmdlets
{
    [Fact]
    public void A_command_that_waits_for_ever_ends_without_an_error()
    {
        Signals signals = new();
        using CmdletRunner runner = new(null, typeof(TestWaitCommand));

        runner.Set("signals", signals).StopWhen(signals.Ready, "Test-Wait -Signals $signals; 'not reached'");

        Assert.Equal(PSInvocationState.Stopped, runner.State);
        Assert.Empty(runner.Errors);
        Assert.Empty(runner.Output);
        Assert.True(signals.Disposed);
        Assert.Equal([1], runner.Run("1").Output);
    }

    [Fact]
    public void A_command_ends_after_its_work_and_not_before()
    {
        Signals signals = new();
        using CmdletRunner runner = new(null, typeof(TestWaitCommand));

        runner.Set("signals", signals).StopWhen(signals.Ready, "Test-Wait -Signals $signals -Busy");

        Assert.Equal(PSInvocationState.Stopped, runner.State);
        Assert.True(signals.Disposed);
        Assert.False(signals.DisposedWhileWorking);
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void A_stop_that_comes_when_the_command_is_disposed_already_does_no_harm()
    {
        using TestStreamCommand command = new();
        command.Dispose();

        typeof(AmlCommand).GetMethod("StopProcessing", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.Invoke(command, null);
    }
}
