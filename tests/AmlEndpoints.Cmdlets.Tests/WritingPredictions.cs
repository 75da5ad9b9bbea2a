using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class WritingPredictions(SampleModels models) : IClassFixture<SampleModels>
{
    [Theory]
    [InlineData("csv", "score\n1.5\n3.0\n")]
    [InlineData("json", "[{\"score\": 1.5}, {\"score\": 3.0}]\n")]
    [InlineData("jsonl", "{\"score\": 1.5}\n{\"score\": 3.0}\n")]
    public void The_ending_gives_the_format(string ending, string text)
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run($"Invoke-AmlPrediction $score $good -OutputPath files.{ending}");
        runner.Run($"@{{ age = 1; income = 1000 }}, @{{ age = 2; income = 2000 }} | Invoke-AmlPrediction $score -OutputPath rows.{ending}");
        runner.Run($"[IO.FileInfo]$good | Invoke-AmlPrediction $score -OutputPath piped.{ending}");

        Assert.Equal([$"files.{ending}", $"piped.{ending}", $"rows.{ending}"], folder.Names);
        Assert.All(folder.Names, name => Assert.Equal(text, File.ReadAllText(folder.At(name))));
        Assert.Empty(runner.Output);
    }

    [Fact]
    public void An_empty_pipeline_writes_nothing_and_says_so()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("@() | Invoke-AmlPrediction $score -OutputPath rows.csv");

        Assert.Empty(folder.Names);
        Assert.Contains("no rows", Assert.Single(runner.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_formats_of_all_kinds_go_into_one_file()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.csv", "income,age\n1000,1\n");
        folder.Write("b.json", """{"instances": [{"age": 2, "income": 2000}, {"age": 3, "income": 3000}]}""");
        using CmdletRunner runner = Runner(folder);

        runner.Run("Invoke-AmlPrediction $score a.csv, b.json -OutputPath all.csv");

        Assert.Equal("score\n1.5\n3.0\n4.5\n", File.ReadAllText(folder.At("all.csv")));
    }

    [Fact]
    public void A_file_may_be_replaced_by_its_own_predictions()
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "age,income\n1,1000\n");
        using CmdletRunner runner = Runner(folder);

        runner.Run("Invoke-AmlPrediction $score rows.csv -OutputPath rows.csv");

        Assert.Equal("score\n1.5\n", File.ReadAllText(folder.At("rows.csv")));
        Assert.Equal(["rows.csv"], folder.Names);
    }

    [Fact]
    public void NoClobber_keeps_what_is_there()
    {
        using TemporaryFolder folder = new();
        folder.Write("old.csv", "mine");
        using CmdletRunner runner = Runner(folder);

        runner.Run("Invoke-AmlPrediction $score $good -OutputPath old.csv -NoClobber");

        Assert.StartsWith("FileExists,", runner.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, runner.Terminating?.CategoryInfo.Category);
        Assert.Equal("mine", File.ReadAllText(folder.At("old.csv")));
        Assert.Empty(runner.Run("Invoke-AmlPrediction $score $good -OutputPath new.csv -NoClobber").Errors);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_loads_nothing()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("Invoke-AmlPrediction $score $good -OutputPath out.csv -WhatIf -Verbose; @{ age = 1; income = 1 } | Invoke-AmlPrediction $score -OutputPath out.csv -WhatIf");

        Assert.Empty(folder.Names);
        Assert.Empty(runner.Output);
        Assert.Empty(runner.Errors);
        Assert.Empty(runner.Verbose);
    }

    [Theory]
    [InlineData("Invoke-AmlPrediction $score $good, bad.csv -OutputPath out.csv", "InputInvalidValue")]
    [InlineData("Invoke-AmlPrediction $score $good, missing.csv -OutputPath out.csv", "FileNotFound")]
    [InlineData("[IO.FileInfo]$good, [IO.FileInfo]$bad | Invoke-AmlPrediction $score -OutputPath out.csv", "InputInvalidValue")]
    [InlineData("@{ age = 1; income = 1 }, [IO.FileInfo]$good | Invoke-AmlPrediction $score -OutputPath out.csv", "MixedInput")]
    [InlineData("[IO.FileInfo]$good, @{ age = 1; income = 1 } | Invoke-AmlPrediction $score -OutputPath out.csv", "MixedInput")]
    public void An_error_leaves_the_old_file_as_it_was(string script, string code)
    {
        using TemporaryFolder folder = new();
        string bad = folder.Write("bad.csv", "age,income\nx,1\n");
        folder.Write("out.csv", "mine");
        using CmdletRunner runner = Runner(folder).Set("bad", bad);

        runner.Run(script);

        Assert.StartsWith($"{code},", runner.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.At("out.csv")));
        Assert.Equal(["bad.csv", "out.csv"], folder.Names);
    }

    [Fact]
    public void Bad_rows_of_the_pipeline_are_left_out()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("@{ age = 1; income = 1000 }, @{ age = 'x'; income = 1 }, @{ age = 2; income = 2000 } | Invoke-AmlPrediction $score -OutputPath out.csv");

        Assert.Single(runner.Errors);
        Assert.Equal("score\n1.5\n3.0\n", File.ReadAllText(folder.At("out.csv")));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_found_out_before_the_pipeline_is_read()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("$read = 0; & { 1..600 | ForEach-Object { $script:read++; @{ age = 1; income = 1 } } } | Invoke-AmlPrediction $score -OutputPath nowhere/out.csv");

        Assert.StartsWith("FileNotFound,", Assert.Single(runner.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([0], runner.Run("$script:read").Output);
    }

    [Theory]
    [InlineData("Invoke-AmlPrediction $score rows.csv -OutputPath out.csv", 1)]
    [InlineData("Invoke-AmlPrediction $score rows.csv, rows.csv -OutputPath out.csv", 2)]
    [InlineData("$null = Invoke-AmlPrediction $score rows.csv, rows.csv", 2)]
    public void Progress_only_grows_and_is_completed(string script, int files)
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "age,income\n" + string.Concat(Enumerable.Repeat("12345.678,12345.678\n", 300_000)));
        using CmdletRunner runner = Runner(folder);

        runner.Run(script);

        Assert.Empty(runner.Errors);
        List<int> percents = [.. runner.Progress.Select(record => record.PercentComplete)];
        Assert.True(percents.Count > files);
        Assert.Equal(percents.Order(), percents);
        Assert.Equal(100, percents[^1]);
        Assert.Equal(ProgressRecordType.Completed, runner.Progress[^1].RecordType);
        Assert.EndsWith($"of {files * 6} MB", runner.Progress[0].StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_files_show_no_progress()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        Assert.Empty(runner.Run("Invoke-AmlPrediction $score $good, $good; Invoke-AmlPrediction $score $good -OutputPath out.csv").Progress);
    }

    [Fact]
    public async Task A_stop_leaves_neither_a_file_nor_work_behind()
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "age,income\n" + string.Concat(Enumerable.Repeat("1,2\n", 5_000_000)));
        using CmdletRunner runner = Runner(folder);
        using ManualResetEventSlim begun = new();
        Task watch = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => folder.Names.Any(name => name.EndsWith(".tmp", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
            begun.Set();
        });

        runner.StopWhen(begun, "Invoke-AmlPrediction $score rows.csv -OutputPath out.csv");

        await watch;
        Assert.Equal(PSInvocationState.Stopped, runner.State);
        Assert.Empty(runner.Errors);
        Assert.Equal(["rows.csv"], folder.Names);
        Assert.Single(runner.Run("@{ age = 1; income = 1 } | Invoke-AmlPrediction $score").Output);
    }

    [Fact]
    public void A_stop_while_objects_come_ends_the_pipeline()
    {
        Signals signals = new();
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "age,income\n" + string.Concat(Enumerable.Repeat("1,2\n", 500_000)));
        using CmdletRunner runner = Runner(folder).Set("signals", signals);

        runner.StopWhen(signals.Ready, "Invoke-AmlPrediction $score rows.csv | ForEach-Object { $signals.Ready.Set(); $_ }");

        Assert.Equal(PSInvocationState.Stopped, runner.State);
        Assert.Empty(runner.Errors);
        Assert.InRange(runner.Output.Count, 1, 499_999);
        Assert.Single(runner.Run("@{ age = 1; income = 1 } | Invoke-AmlPrediction $score").Output);
    }

    private CmdletRunner Runner(TemporaryFolder folder) =>
        new CmdletRunner(folder.FullName).Set("score", models.At("score")).Set("good", models.At("good.csv"));
}
