using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class MakingRequests(SampleModels models) : IClassFixture<SampleModels>
{
    [Theory]
    [InlineData("Csv", "images.csv")]
    [InlineData("Split", "images.json")]
    [InlineData("InputData", "images_azureml.json")]
    public void The_scenarios_test_data_come_out_byte_for_byte(string dialect, string expected)
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = new(folder.FullName);

        runner.Set("images", Built.TestData("images")).Run($"ConvertTo-AmlRequest $images/*.png -Dialect {dialect} -OutputPath out.txt");

        Assert.Empty(runner.Errors);
        Assert.Equal(File.ReadAllBytes(Built.TestData(expected)), File.ReadAllBytes(folder.At("out.txt")));
    }

    [Theory]
    [InlineData("InputData", """{"input_data":{"columns":["age","income"],"index":[0,1],"data":[[1,1000],[2,2000]]}}""")]
    [InlineData("DataframeSplit", """{"dataframe_split":{"columns":["age","income"],"index":[0,1],"data":[[1,1000],[2,2000]]}}""")]
    [InlineData("DataframeRecords", """{"dataframe_records":[{"age":1,"income":1000},{"age":2,"income":2000}]}""")]
    [InlineData("Instances", """{"instances":[{"age":1,"income":1000},{"age":2,"income":2000}]}""")]
    [InlineData("Inputs", """{"inputs":{"age":[1,2],"income":[1000,2000]}}""")]
    [InlineData("Split", """{"columns":["age","income"],"index":[0,1],"data":[[1,1000],[2,2000]]}""")]
    [InlineData("Csv", "age,income\n1,1000\n2,2000\n")]
    public void Every_dialect_can_be_written_and_predicted_from(string dialect, string text)
    {
        using CmdletRunner runner = new(models.FullName);

        Assert.Equal([text], runner.Run($"ConvertTo-AmlRequest good.csv -Dialect {dialect}").Output);
        Assert.Equal([text], runner.Run($"[ordered]@{{ age = 1; income = 1000 }}, [pscustomobject]@{{ age = 2; income = 2000 }} | ConvertTo-AmlRequest -Dialect {dialect}").Output);
        string file = dialect == "Csv" ? "request.csv" : "request.json";
        Assert.Equal([1.5f, 3f], runner.Run($"ConvertTo-AmlRequest good.csv -Dialect {dialect} -ModelPath score -OutputPath {file}; (Invoke-AmlPrediction score {file}).score").Output);
    }

    [Fact]
    public void Values_keep_their_kind()
    {
        using CmdletRunner runner = new();

        Assert.Equal(
            ["""{"dataframe_records":[{"a":1.5,"b":"x\"y","c":true,"d":null,"e":[1,2],"f":"\u00fc"}]}"""],
            runner.Run("""[ordered]@{ a = 1.5; b = 'x"y'; c = $true; d = $null; e = 1, 2; f = 'ü' } | ConvertTo-AmlRequest -Dialect DataframeRecords""").Output);
    }

    [Fact]
    public void Names_and_precision_can_be_given()
    {
        using CmdletRunner runner = new();
        runner.Set("image", new FileInfo(Built.TestData("images", "pullover.png")));

        string request = (string)Assert.Single(runner.Run("$image | ConvertTo-AmlRequest -ColumnName (0..783 | ForEach-Object { \"p$_\" }) -Precision 2 -Dialect Csv").Output);

        string[] lines = request.Split('\n');
        Assert.StartsWith("p0,p1,", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1].Split(','), value => Assert.Matches(@"^[01]\.\d\d$", value));
    }

    [Fact]
    public void One_bad_input_of_many_is_an_error_and_the_others_stay()
    {
        models.Write("odd.csv", "age,height\n1,2\n");
        models.Write("notes.md", "");
        using CmdletRunner runner = new(models.FullName);

        runner.Run("ConvertTo-AmlRequest notes.md, missing.csv, good.csv, odd.csv -Dialect Csv");

        Assert.Equal(["age,income\n1,1000\n2,2000\n"], runner.Output);
        Assert.Null(runner.Terminating);
        Assert.Equal(["UnknownContentType", "FileNotFound", "InputInvalidShape"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("ConvertTo-AmlRequest", "InputEmpty")]
    [InlineData("@() | ConvertTo-AmlRequest", "InputEmpty")]
    [InlineData("@{ age = 1 } | ConvertTo-AmlRequest -ModelPath score", "InputMissingColumns")]
    [InlineData("@{ age = 'x'; income = 1 } | ConvertTo-AmlRequest -ModelPath score", "InputInvalidValue")]
    [InlineData("@{ age = 1 } | ConvertTo-AmlRequest -ModelPath nope", "FileNotFound")]
    [InlineData("@{ age = 1 } | ConvertTo-AmlRequest -OutputPath nowhere/request.json", "FileNotFound")]
    public void What_makes_no_request_ends_with_an_error(string script, string code)
    {
        using CmdletRunner runner = new(models.FullName);

        runner.Run(script);

        Assert.StartsWith($"{code},AmlEndpoints.", runner.Terminating?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(runner.Errors);
        Assert.Empty(runner.Output);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = new(folder.FullName);

        runner.Run("@{ a = 1 } | ConvertTo-AmlRequest -OutputPath request.json -WhatIf");

        Assert.Empty(folder.Names);
        Assert.Empty(runner.Errors);
    }
}
