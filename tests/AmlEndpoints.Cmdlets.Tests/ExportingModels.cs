using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class ExportingModels
{
    [Fact]
    public void A_folder_is_made_that_tests_and_predicts()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        PSObject model = PSObject.AsPSObject(Assert.Single(runner.Run("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -Metadata @{ owner = 'me' }").Output));

        Assert.Equal(folder.At("made"), model.Properties["Folder"].Value);
        Assert.Equal(["MLmodel", "code", "conda.yaml", "input_example.json", "model.onnx", "python_env.yaml", "requirements.txt", "serving_input_example.json"], new DirectoryInfo(folder.At("made")).EnumerateFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains("owner: 'me'", File.ReadAllText(folder.At("made", "MLmodel")), StringComparison.Ordinal);
        Assert.Equal([true], runner.Run("Test-AmlModel made -Quiet").Output);
        Assert.Equal([1.5f], runner.Run("(@{ age = 1; income = 1000 } | Invoke-AmlPrediction made).score").Output);
        Assert.Equal(["made"], folder.Names);
    }

    [Theory]
    [InlineData("-ColumnName a, b, c, d", "double double double double")]
    [InlineData("-ColumnName a, b, c, d -ColumnType float", "float float float float")]
    [InlineData("-ColumnName a, b, c, d -ColumnType double, FLOAT, long, integer", "double float long integer")]
    [InlineData("", "tensor")]
    public void Columns_have_the_given_types(string parameters, string types)
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run($"Export-AmlModel $models/two_outputs.onnx made {parameters}");

        Assert.Empty(runner.Errors);
        string inputs = File.ReadAllLines(folder.At("made", "MLmodel")).Single(line => line.TrimStart().StartsWith("inputs:", StringComparison.Ordinal));
        Assert.Equal(types.Split(' '), inputs.Split("\"type\": \"")[1..].Select(text => text.Split('"')[0]));
    }

    [Fact]
    public void The_input_example_is_the_given_one()
    {
        using TemporaryFolder folder = new();
        folder.Write("example.csv", "age,income\n42,7\n1,1\n");
        using CmdletRunner runner = Runner(folder);

        runner.Run("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -InputExample example.csv");

        Assert.Contains("42", File.ReadAllText(folder.At("made", "input_example.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_other_files_come_along()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("$null = Export-AmlModel $models/external_data.onnx made; , (1, 2, 3, 4) | Invoke-AmlPrediction made");

        Assert.Empty(runner.Errors);
        Assert.True(File.Exists(folder.At("made", "weights.bin")));
        Assert.Single(runner.Output);
    }

    [Fact]
    public void A_file_object_can_be_piped()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);
        runner.Set("file", new FileInfo(Built.TestData("models", "multi_input.onnx")));

        runner.Run("$file | Export-AmlModel -Destination made | Test-AmlModel -Quiet");

        Assert.Empty(runner.Errors);
        Assert.Equal([true], runner.Output);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);

        runner.Run("Export-AmlModel $models/multi_input.onnx made -WhatIf");

        Assert.Empty(folder.Names);
        Assert.Empty(runner.Output);
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void Force_replaces_a_model_folder()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = Runner(folder);
        runner.Run("Export-AmlModel $models/multi_input.onnx made");

        Assert.Equal("FileExists", ErrorOf(runner.Run("Export-AmlModel $models/int64.onnx made")));
        Assert.Empty(runner.Run("Export-AmlModel $models/int64.onnx made -Force").Errors);
        Assert.Equal([7L], runner.Run("(, 7 | ForEach-Object { , @($_) } | Invoke-AmlPrediction made).id_out").Output);
        Assert.Equal(["made"], folder.Names);
    }

    [Fact]
    public void Force_never_replaces_what_is_not_a_model_folder()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.At("thesis"));
        folder.Write("thesis/chapter1.txt", "years of work");
        folder.Write("file", "mine");
        using CmdletRunner runner = Runner(folder);

        Assert.Equal("FileExists", ErrorOf(runner.Run("Export-AmlModel $models/int64.onnx thesis -Force")));
        Assert.Equal("FileExists", ErrorOf(runner.Run("Export-AmlModel $models/int64.onnx file -Force")));
        Assert.Equal("years of work", File.ReadAllText(folder.At("thesis", "chapter1.txt")));
        Assert.Equal("mine", File.ReadAllText(folder.At("file")));
    }

    [Theory]
    [InlineData("Export-AmlModel nope.onnx made", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Export-AmlModel $models made", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Export-AmlModel text.onnx made", "OnnxInvalid", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/custom_operator.onnx made", "CustomOperator", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/future_opset.onnx made", "OpsetTooNew", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/multi_input.onnx nowhere/made", "FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName a, b", "SignatureMismatch", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age", "SignatureMismatch", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -ColumnType string", "SignatureMismatch", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -InputExample text.onnx", "UnknownContentType", ErrorCategory.InvalidArgument)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -InputExample bad.csv", "InputInvalidValue", ErrorCategory.InvalidData)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age, income -ColumnType long, float, double", "ColumnTypesInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Export-AmlModel $models/multi_input.onnx made -ColumnName age, age", "ColumnTypesInvalid", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_packed_is_an_error_and_leaves_nothing(string script, string code, ErrorCategory category)
    {
        using TemporaryFolder folder = new();
        folder.Write("text.onnx", "hello");
        folder.Write("bad.csv", "age,income\n1,x\n");
        using CmdletRunner runner = Runner(folder);

        Assert.Equal(code, ErrorOf(runner.Run(script)));
        Assert.Equal(category, runner.Errors[0].CategoryInfo.Category);
        Assert.Equal(["bad.csv", "text.onnx"], folder.Names);
    }

    private static string ErrorOf(CmdletRunner runner) => Assert.Single(runner.Errors).FullyQualifiedErrorId.Split(',')[0];

    private static CmdletRunner Runner(TemporaryFolder folder) => new CmdletRunner(folder.FullName).Set("models", Built.TestData("models"));
}
