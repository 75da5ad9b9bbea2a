using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class PredictingFromThePipeline(SampleModels models) : IClassFixture<SampleModels>
{
    [Theory]
    [InlineData("[pscustomobject]@{ age = 1; income = 1000 }")]
    [InlineData("[pscustomobject]@{ income = '1000'; age = '1'; name = 'extra' }")]
    [InlineData("@{ age = 1; income = 1000 }")]
    [InlineData("[ordered]@{ income = 1e3; age = [decimal]1 }")]
    [InlineData("& { $d = [System.Collections.Generic.Dictionary[string, int]]::new(); $d.age = 1; $d.income = 1000; $d }")]
    public void Objects_and_hashtables_are_rows(string row)
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal([1.5f, 1.5f], Scores(runner.Run($"({row}), ({row}) | Invoke-AmlPrediction score")));
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void A_row_may_be_given_by_parameter()
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal([1.5f], Scores(runner.Run("Invoke-AmlPrediction score -InputObject @{ age = 1; income = 1000 }")));
    }

    [Theory]
    [InlineData(", (1, 2, 3, 4)")]
    [InlineData("[float[]](1, 2, 3, 4), @(1, 2, 3, 4)", 2)]
    [InlineData(", [System.Collections.Generic.List[object]](1, '2', 3.0, [decimal]4)")]
    [InlineData("@{ x = 1, 2, 3, 4 }")]
    [InlineData("@{ x = [float[]](1, 2, 3, 4) }")]
    [InlineData("@{ x = 1..4 | ForEach-Object { [psobject]::AsPSObject($_) } }")]
    [InlineData("[pscustomobject]@{ x = [psobject]::AsPSObject([System.Collections.ArrayList](1, [psobject]::AsPSObject('2'), 3, 4)) }")]
    public void Lists_are_rows_by_position(string rows, int count = 1)
    {
        using CmdletRunner runner = new();

        runner.Set("model", Built.TestData("models", "fixed_batch.onnx")).Run($"{rows} | Invoke-AmlPrediction $model");

        Assert.Empty(runner.Errors);
        // x · [[1,0],[0,1],[1,1],[2,-1]]
        Assert.Equal(Enumerable.Repeat("12 1", count), runner.Output.Cast<PSObject>().Select(row => $"{row.Properties["0"].Value} {row.Properties["1"].Value}"));
    }

    [Fact]
    public void Rows_of_many_batches_keep_their_order()
    {
        using CmdletRunner runner = new(models.FullName);

        runner.Run("foreach ($i in 0..999) { @{ age = 2 * $i; income = 0 } }".Insert(0, "& { ") + " } | Invoke-AmlPrediction score");

        Assert.Equal(Enumerable.Range(0, 1000).Select(index => (float)index), Scores(runner));
    }

    [Fact]
    public void Bad_rows_are_errors_and_the_others_are_predicted()
    {
        using CmdletRunner runner = new(models.FullName);

        runner.Run("@{ age = 1; income = 1000 }, 5, @{ age = 'x'; income = 1 }, $null, @{ age = 1 }, @{ age = 2; income = 2000 } | Invoke-AmlPrediction score");

        Assert.Equal([1.5f, 3f], Scores(runner));
        Assert.Null(runner.Terminating);
        Assert.Equal(["InputNotARow", "InputInvalidValue", "InputNotARow", "InputMissingColumns"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("row 3", runner.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_with_a_property_that_cannot_be_read_is_an_error_of_its_row_only()
    {
        using CmdletRunner runner = new(models.FullName);

        runner.Run("[System.Diagnostics.Process]::GetCurrentProcess(), @{ age = 1; income = 1000 } | Invoke-AmlPrediction score");

        Assert.Equal([1.5f], Scores(runner));
        Assert.StartsWith("InputMissingColumns", Assert.Single(runner.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_files_are_rows()
    {
        using CmdletRunner runner = new();
        runner.Set("files", new DirectoryInfo(Built.TestData("images")).GetFiles("*.png").OrderBy(file => file.Name, StringComparer.Ordinal).ToArray());

        runner.Run($"$files | Invoke-AmlPrediction '{Built.ExampleModel}'");

        Assert.Equal(["9", "2"], runner.Output.Cast<PSObject>().Select(row => row.Properties.MaxBy(property => (float)property.Value)!.Name));
    }

    [Fact]
    public void Tables_in_files_are_read_in_the_order_of_the_pipeline()
    {
        FileInfo bad = new(models.Write("text.csv", "age,income\nx,1\n"));
        FileInfo unknown = new(models.Write("notes.md", ""));
        using CmdletRunner runner = new(models.FullName);
        runner.Set("good", new FileInfo(models.At("good.csv"))).Set("bad", bad).Set("unknown", unknown);

        runner.Run("@{ age = 8; income = 0 }, $good, $unknown, $bad, @{ age = 10; income = 0 }, $good | Invoke-AmlPrediction score");

        Assert.Equal([4f, 1.5f, 3f, 5f, 1.5f, 3f], Scores(runner));
        Assert.Equal(["UnknownContentType", "InputInvalidValue"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Nothing_in_the_pipeline_gives_nothing()
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Empty(runner.Run("@() | Invoke-AmlPrediction score").Output);
        Assert.Empty(runner.Errors);
    }

    private static IEnumerable<float> Scores(CmdletRunner runner) => runner.Output.Cast<PSObject>().Select(row => (float)row.Properties["score"].Value);
}
