using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class TestingModels(SampleModels models) : IClassFixture<SampleModels>
{
    [Fact]
    public void What_this_module_exports_has_no_findings()
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Empty(runner.Run("Test-AmlModel score; Test-AmlModel ids").Output);
        Assert.Empty(runner.Errors);
        Assert.Equal([true, true], runner.Run("'score', 'ids' | Test-AmlModel -Quiet").Output);
    }

    [Fact]
    public void A_finding_says_what_where_and_what_to_do()
    {
        models.Write("model/MLmodel", "flavors:\n  sklearn:\n    pickled_model: model.pkl\n");
        using CmdletRunner runner = new(models.FullName);

        runner.Run("foreach ($f in Test-AmlModel model) { if ($f.Severity -eq 'Error') { $f.Code, $f.File, ($f.Message.Length -gt 20), ($f.Advice.Length -gt 20) } }");

        Assert.Equal(["NoOnnxFlavor", models.At("model", "MLmodel"), true, true], runner.Output);
        Assert.Equal([false], runner.Run("Test-AmlModel model -Quiet").Output);
    }

    [Theory]
    [InlineData("custom_operator.onnx", "CustomOperator")]
    [InlineData("future_opset.onnx", "OpsetTooNew")]
    public void A_file_that_ONNX_Runtime_refuses_is_a_finding(string file, string code)
    {
        using CmdletRunner runner = new();
        runner.Set("file", new FileInfo(Built.TestData("models", file)));

        Assert.Contains(code, runner.Run("$file | Test-AmlModel | ForEach-Object Code").Output);
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_an_error_and_the_next_is_tested()
    {
        using CmdletRunner runner = new(models.FullName);

        runner.Run("'nope', 'score' | Test-AmlModel -Quiet");

        Assert.Equal([true], runner.Output);
        Assert.StartsWith("FileNotFound,", Assert.Single(runner.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
