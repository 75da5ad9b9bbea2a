using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class FailingInCmdlets
{
    [Fact]
    public void An_error_in_one_input_is_reported_and_the_next_is_taken()
    {
        using CmdletRunner runner = new(null, typeof(TestEvenCommand));

        runner.Run("1..4 | Test-Even");

        Assert.Equal([2, 4], runner.Output);
        Assert.Null(runner.Terminating);
        Assert.Equal(["InputInvalidValue", "InputInvalidValue"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_the_first_error()
    {
        using CmdletRunner runner = new(null, typeof(TestEvenCommand));

        runner.Run("2, 3, 4 | Test-Even -ErrorAction Stop");

        Assert.Equal([2], runner.Output);
        Assert.StartsWith("InputInvalidValue,", runner.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_Begin_ends_the_command_before_any_input()
    {
        using CmdletRunner runner = new(null, typeof(TestEvenCommand));

        runner.Run("2, 4 | Test-Even -FailIn Begin");

        Assert.Empty(runner.Output);
        Assert.Equal("FileNotFound", runner.Terminating?.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.ObjectNotFound, runner.Terminating?.CategoryInfo.Category);
        Assert.Equal("somewhere", runner.Terminating?.TargetObject);
    }

    [Fact]
    public void An_error_in_End_ends_the_command_after_all_input()
    {
        using CmdletRunner runner = new(null, typeof(TestEvenCommand));

        runner.Run("2, 4 | Test-Even -FailIn End");

        Assert.Equal([2, 4], runner.Output);
        Assert.Equal("FileNotFound", runner.Terminating?.FullyQualifiedErrorId.Split(',')[0]);
    }
}
