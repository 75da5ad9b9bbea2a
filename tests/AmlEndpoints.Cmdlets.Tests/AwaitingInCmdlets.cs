using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class AwaitingInCmdlets
{
    [Fact]
    public void Continuations_write_on_the_pipeline_thread_and_in_order()
    {
        using CmdletRunner runner = new(null, typeof(TestStreamCommand));

        runner.Run("Test-Stream -Count 20 -Verbose");

        Assert.Equal([.. Enumerable.Range(0, 20).Cast<object>(), "end"], runner.Output);
        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"verbose {index}"), runner.Verbose);
        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"warning {index}"), runner.Warnings);
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void Cmdlets_that_await_can_stand_in_one_pipeline()
    {
        using CmdletRunner runner = new(null, typeof(TestStreamCommand), typeof(TestEvenCommand));

        runner.Run("Test-Stream -Count 5 | Where-Object { $_ -isnot [string] } | Test-Even | Test-Even");

        Assert.Equal([0, 2, 4], runner.Output);
        Assert.Equal(["1 is odd.", "3 is odd."], runner.Errors.Select(error => error.Exception.Message));
    }

    [Fact]
    public void A_command_behind_that_blocks_on_async_work_does_not_hang()
    {
        using CmdletRunner runner = new(null, typeof(TestStreamCommand), typeof(TestBlockCommand));

        runner.Run("Test-Stream -Count 2 -Verbose 4>&1 3>&1 | Test-Block");

        Assert.Equal(["verbose 0", "warning 0", "0", "verbose 1", "warning 1", "1", "end"], runner.Output.Select(item => item.ToString()!));
    }

    [Fact]
    public void Progress_of_other_threads_is_shown_on_the_pipeline_thread_before_the_command_ends()
    {
        using CmdletRunner runner = new(null, typeof(TestProgressCommand));

        runner.Run("Test-Progress -Count 5");

        Assert.Equal(["0 True", "1 True", "2 True", "3 True", "4 True"], runner.Progress.Select(record => record.StatusDescription));
        Assert.Equal(["done"], runner.Output);
    }

    [Fact]
    public void Progress_of_work_that_ends_at_once_is_shown()
    {
        using CmdletRunner runner = new(null, typeof(TestProgressCommand));

        runner.Run("Test-Progress -Count 2 -AtOnce");

        Assert.Equal(["0 True", "1 True"], runner.Progress.Select(record => record.StatusDescription));
    }

    [Fact]
    public void A_progress_report_after_the_end_does_no_harm()
    {
        Signals signals = new();
        using CmdletRunner runner = new(null, typeof(TestProgressCommand));
        runner.Set("signals", signals).Run("Test-Progress -Signals $signals");

        signals.Progress!.Report(99);
        runner.Run("Test-Progress -Count 1");

        Assert.Equal(["0 True"], runner.Progress.Select(record => record.StatusDescription));
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void A_preference_that_makes_progress_an_error_ends_the_command()
    {
        using CmdletRunner runner = new(null, typeof(TestProgressCommand));

        runner.Run("$ProgressPreference = 'Stop'; Test-Progress");

        Assert.NotNull(runner.Terminating);
        Assert.Equal([2], runner.Run("$ProgressPreference = 'Continue'; 2").Output);
    }

    [Fact]
    public void ShouldProcess_works_behind_an_await()
    {
        using CmdletRunner runner = new(null, typeof(TestChangeCommand));

        Assert.Equal(["left"], runner.Run("Test-Change -WhatIf").Output);
        Assert.Equal(["changed"], runner.Run("Test-Change").Output);
    }
}
