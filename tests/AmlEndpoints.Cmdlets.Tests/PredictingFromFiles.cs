using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class PredictingFromFiles(SampleModels models) : IClassFixture<SampleModels>
{
    private static readonly string[] _scores = ["-9.31", "-22.03", "-7.53", "-8.68", "-6.56", "2.02", "-4.30", "2.07", "-1.23", "5.14"];

    [Theory]
    [InlineData("images.csv")]
    [InlineData("images.json")]
    [InlineData("images_azureml.json")]
    [InlineData("images/*.png")]
    public void The_scenarios_two_images_get_ten_scores_each(string input)
    {
        using CmdletRunner runner = new();

        runner.Run($"Invoke-AmlPrediction '{Built.ExampleModel}' '{Built.TestData(input)}'");

        Assert.Empty(runner.Errors);
        List<PSObject> rows = [.. runner.Output.Cast<PSObject>()];
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"{index}"), rows[0].Properties.Select(property => property.Name));
        Assert.Equal(_scores, rows[0].Properties.Select(property => FormattableString.Invariant($"{(float)property.Value:F2}")));
        Assert.Equal(["9", "2"], rows.Select(row => row.Properties.MaxBy(property => (float)property.Value)!.Name));
    }

    [Fact]
    public void Relative_paths_are_those_of_PowerShell_and_not_of_the_process()
    {
        Assert.NotEqual(models.FullName, Environment.CurrentDirectory);
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal(["1.5", "3"], Scores(runner.Run("Invoke-AmlPrediction score ./good.csv")));
    }

    [Fact]
    public void Wildcards_take_the_files_in_the_order_of_their_names()
    {
        using TemporaryFolder folder = new();
        folder.Write("b.csv", "age,income\n2,0\n");
        folder.Write("a.csv", "age,income\n1,0\n");
        folder.Write("c.json", """{"dataframe_records": [{"age": 3, "income": 0}]}""");
        using CmdletRunner runner = new(folder.FullName);

        Assert.Equal(["0.5", "1", "1.5"], Scores(runner.Set("model", models.At("score")).Run("Invoke-AmlPrediction $model *.csv, c.json")));
    }

    [Theory]
    [InlineData("-LiteralPath 'in[1].csv'")]
    [InlineData("'in`[1`].csv'")]
    [InlineData("'in?1?.csv'")]
    public void A_name_with_brackets_is_found(string input)
    {
        using TemporaryFolder folder = new();
        folder.Write("in[1].csv", "age,income\n1,1000\n");
        folder.Write("in1.csv", "age,income\n9,9\n");
        using CmdletRunner runner = new(folder.FullName);

        Assert.Equal(["1.5"], Scores(runner.Set("model", models.At("score")).Run($"Invoke-AmlPrediction $model {input}")));
    }

    [Fact]
    public void ContentType_overrides_the_ending()
    {
        models.Write("rows.txt", "age,income\n1,1000\n");
        models.Write("request.txt", """{"inputs": {"age": [1], "income": [1000]}}""");
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal(["1.5"], Scores(runner.Run("Invoke-AmlPrediction score rows.txt -ContentType Csv")));
        Assert.Equal(["1.5"], Scores(runner.Run("Invoke-AmlPrediction score request.txt -ContentType json")));
    }

    [Fact]
    public void A_bare_ONNX_file_is_a_model()
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal(["1.5", "3"], Scores(runner.Run($"Invoke-AmlPrediction '{Built.TestData("models", "multi_input.onnx")}' good.csv -Verbose")));
        Assert.Contains(runner.Verbose, text => text.Contains("multi_input.onnx", StringComparison.Ordinal) && text.Contains("income", StringComparison.Ordinal));
    }

    [Fact]
    public void One_bad_file_of_many_is_an_error_and_the_others_are_predicted()
    {
        models.Write("bad.csv", "age,income\n1,abc\n");
        models.Write("notes.md", "no input");
        using CmdletRunner runner = new(models.FullName);

        runner.Run("Invoke-AmlPrediction score notes.md, good.csv, bad.csv, missing.csv, good.csv");

        Assert.Equal(["1.5", "3", "1.5", "3"], Scores(runner));
        Assert.Null(runner.Terminating);
        Assert.Equal(["UnknownContentType", "InputInvalidValue", "FileNotFound"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Raw_gives_the_text_that_MLflow_prints()
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal(["""{"predictions": [{"score": 1.5}, {"score": 3.0}, {"score": 1.5}, {"score": 3.0}]}"""], runner.Run("Invoke-AmlPrediction score good.csv, good.csv -Raw").Output);
    }

    [Fact]
    public void A_text_input_and_a_text_output_stay_texts()
    {
        using CmdletRunner runner = new();
        runner.Set("models", Built.TestData("models"));

        Assert.Equal(["1", "-1"], Values(runner.Run("@{ city = 'paris' }, @{ city = 'rome' } | Invoke-AmlPrediction $models/string_input.onnx"), "label"));
        Assert.Equal(["café"], Values(runner.Run("[pscustomobject]@{ x0 = 1; x1 = 3; x2 = 2 } | Invoke-AmlPrediction $models/string_output.onnx"), "label"));
    }

    [Fact]
    public void A_prediction_is_an_object_with_typed_properties_and_reads_as_one()
    {
        using CmdletRunner runner = new();
        runner.Set("models", Built.TestData("models"));

        runner.Run("@{ x = 1, 0, 0, 0 } | Invoke-AmlPrediction $models/two_outputs.onnx");

        PSObject row = PSObject.AsPSObject(Assert.Single(runner.Output)!);
        Assert.Equal("AmlEndpoints.Prediction", row.TypeNames[0]);
        Assert.Equal([("probabilities", typeof(object[])), ("label", typeof(long))], row.Properties.Select(property => (property.Name, property.Value.GetType())));
        Assert.Matches("^@{probabilities=0[0-9. ]+; label=0}$", row.ToString());
    }

    [Fact]
    public void A_ZipMap_is_an_object_with_a_property_a_class()
    {
        using CmdletRunner runner = new();
        runner.Set("models", Built.TestData("models"));

        runner.Run("(, (1, 2) | Invoke-AmlPrediction $models/zipmap_string.onnx).output_probability");

        Assert.Equal(["no", "yes"], ((PSObject)Assert.Single(runner.Output)!).Properties.Select(property => property.Name));
    }

    private static IEnumerable<string> Scores(CmdletRunner runner) => Values(runner, "score");

    private static IEnumerable<string> Values(CmdletRunner runner, string name) =>
        runner.Output.Cast<PSObject>().Select(row => FormattableString.Invariant($"{row.Properties[name].Value}"));
}
