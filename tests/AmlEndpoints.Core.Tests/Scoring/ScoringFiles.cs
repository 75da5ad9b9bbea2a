using System.Globalization;
using System.Text;
using System.Text.Json;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>Files in, files out: complete or not there.</summary>
public sealed class ScoringFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(ScoringFiles));
    private readonly TestModel _numbers = TestModel.OfColumns("double", "a: double", "b: double");
    private readonly TestModel _mixed = TestModel.OfTensors(new GraphInput("x", "float", -1, 2), new GraphInput("s", "string", -1), new GraphInput("i", "int64", -1), new GraphInput("b", "bool", -1));

    public void Dispose()
    {
        _numbers.Dispose();
        _mixed.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("out.json", "[{\"0\": 1.0, \"1\": 2.5}, {\"0\": NaN, \"1\": -Infinity}]\n")]
    [InlineData("out.jsonl", "{\"0\": 1.0, \"1\": 2.5}\n{\"0\": NaN, \"1\": -Infinity}\n")]
    [InlineData("out.csv", "0,1\n1.0,2.5\n,-inf\n")]
    [InlineData("OUT.CSV", "0,1\n1.0,2.5\n,-inf\n")]
    public async Task The_ending_gives_the_format(string name, string expected)
    {
        string input = _folder.Write("in.csv", "a,b\n1,2.5\nNA,-inf\n");

        long rows = await FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At(name));

        Assert.Equal(2, rows);
        Assert.Equal(expected, File.ReadAllText(_folder.At(name)));
        Assert.Equal(new[] { "in.csv", name }.Order(StringComparer.Ordinal), _folder.Names);
    }

    [Fact]
    public async Task Lists_and_texts_in_CSV_are_quoted_where_they_must_be()
    {
        string input = _folder.Write("in.json", """[{"x": [1, 2.5], "s": "plain", "i": 9007199254740993, "b": true}, {"x": [3, 1e20], "s": "a \"b\", c\nd é", "i": -1, "b": false}]""");

        await FileScoring.WriteAsync(_mixed.Model, [(input, ContentType.Json)], _folder.At("out.csv"));

        Assert.Equal(
            "x_out,s_out,i_out,b_out\n\"[1.0, 2.5]\",plain,9007199254740993,True\n\"[3.0, 1.0000000200408773e+20]\",\"a \"\"b\"\", c\nd é\",-1,False\n",
            File.ReadAllText(_folder.At("out.csv")));
    }

    [Fact]
    public async Task Maps_in_CSV_are_JSON()
    {
        using TestModel model = TestModel.Named("zipmap");
        string input = _folder.Write("in.csv", "p,q\n200,-200\n");

        await FileScoring.WriteAsync(model.Model, [(input, ContentType.Csv)], _folder.At("out.csv"));

        Assert.Equal("output_label,output_probability\n1,\"{\"\"0\"\": 0.0, \"\"1\"\": 1.0}\"\n", File.ReadAllText(_folder.At("out.csv")));
    }

    [Fact]
    public async Task Several_files_make_one_and_their_bytes_are_counted()
    {
        string csv = _folder.Write("in.csv", "b,a\n2,1\n");
        string json = _folder.Write("in.json", """{"columns": ["a", "b"], "data": [[3, 4]]}""");
        List<long> progress = [];

        long rows = await FileScoring.WriteAsync(_numbers.Model, [(csv, ContentType.Csv), (json, ContentType.Json), (csv, ContentType.Csv)], _folder.At("out.json"), new Reports(progress));

        Assert.Equal(3, rows);
        Assert.Equal("""[{"0": 1.0, "1": 2.0}, {"0": 3.0, "1": 4.0}, {"0": 1.0, "1": 2.0}]""" + "\n", File.ReadAllText(_folder.At("out.json")));
        Assert.Equal([8, 8 + new FileInfo(json).Length + 8], progress.Where(bytes => bytes is 8 or > 40));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task Large_files_are_written_in_order(string ending)
    {
        const int Rows = 300_000;
        StringBuilder csv = new("a,b\n");
        for (int row = 0; row < Rows; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{row},{row}.5\n");
        }

        string input = _folder.Write("in.csv", csv.ToString());
        long rows = await FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At($"out.{ending}"));

        string text = await File.ReadAllTextAsync(_folder.At($"out.{ending}"));
        double[] first = ending switch
        {
            "json" => [.. JsonDocument.Parse(text).RootElement.EnumerateArray().Select(record => record.GetProperty("0").GetDouble())],
            "jsonl" => [.. text.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("0").GetDouble())],
            _ => [.. text.TrimEnd().Split('\n').Skip(1).Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))],
        };
        Assert.Equal(Rows, rows);
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => (double)row), first);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n")]
    [InlineData("a,b\n")]
    [InlineData("")]
    [InlineData("a\n1\n")]
    public async Task Bad_input_leaves_nothing_and_keeps_the_old_file(string csv)
    {
        string input = _folder.Write("in.csv", csv);
        _folder.Write("old.json", "old");

        AmlInputException error = await Assert.ThrowsAsync<AmlInputException>(() => FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At("new.json")));
        await Assert.ThrowsAsync<AmlInputException>(() => FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At("old.json")));

        Assert.StartsWith($"{input}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(input, error.InputSource);
        Assert.Equal(["in.csv", "old.json"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(_folder.At("old.json")));
    }

    [Fact]
    public async Task An_error_in_the_last_block_leaves_nothing()
    {
        string input = _folder.Write("in.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1.25,2.5\n", 500_000)) + "3,x\n");

        AmlInputException error = await Assert.ThrowsAsync<AmlInputException>(() => FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At("out.csv")));

        Assert.Equal($"{input}: line 500002, row 500001, column 'b': 'x' is not a number, and the column is double.", error.Message);
        Assert.Equal(["in.csv"], _folder.Names);
    }

    [Fact]
    public async Task Stopping_leaves_nothing()
    {
        string input = _folder.Write("in.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1.25,2.5\n", 1_000_000)));
        using CancellationTokenSource stop = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At("out.csv"), new Reports(null, _ => stop.Cancel()), stop.Token));

        Assert.Equal(["in.csv"], _folder.Names);
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", _numbers.Score("""[{"a": 1, "b": 2}]"""));
    }

    [Theory]
    [InlineData("in.csv", ContentType.Csv)]
    [InlineData("in.json", ContentType.Json)]
    [InlineData("in.png", ContentType.Image)]
    public async Task Files_that_cannot_be_read_are_named(string name, ContentType content)
    {
        Directory.CreateDirectory(_folder.At("folder"));

        AmlFileException missing = await Assert.ThrowsAsync<AmlFileException>(() => FileScoring.WriteAsync(_numbers.Model, [(_folder.At(name), content)], _folder.At("out.csv")));
        AmlFileException folder = await Assert.ThrowsAsync<AmlFileException>(() => FileScoring.WriteAsync(_numbers.Model, [(_folder.At("folder"), content)], _folder.At("out.csv")));

        Assert.Equal((FileErrors.NotFound, $"{_folder.At(name)}: there is no such file."), (missing.Code, missing.Message));
        Assert.Equal((FileErrors.AccessFailed, $"{_folder.At("folder")}: this is a folder, not a file."), (folder.Code, folder.Message));
        Assert.Equal(["folder"], _folder.Names);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_told_before_anything_is_read()
    {
        string input = _folder.Write("in.csv", "a,b\nbad\n");
        Directory.CreateDirectory(_folder.At("folder.csv"));

        Assert.Equal(FileErrors.UnknownContentType, (await Assert.ThrowsAsync<AmlFileException>(() => WriteAsync("out.txt"))).Code);
        Assert.Equal(FileErrors.NotFound, (await Assert.ThrowsAsync<AmlFileException>(() => WriteAsync("none/out.csv"))).Code);
        Assert.Equal(FileErrors.WriteFailed, (await Assert.ThrowsAsync<AmlFileException>(() => WriteAsync("folder.csv"))).Code);
        Assert.Equal(["folder.csv", "in.csv"], _folder.Names);

        Task WriteAsync(string name) => FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At(name));
    }

    [Fact]
    public async Task Images_are_scored_too()
    {
        using TestModel model = TestModel.Named("uint8_image");

        long rows = await FileScoring.WriteAsync(
            model.Model,
            [.. Directory.EnumerateFiles(TestData.Images, "*.png").Order(StringComparer.Ordinal).Select(path => (path, ContentType.Image))],
            _folder.At("out.jsonl"));

        Assert.Equal(2, rows);
        Assert.Equal(2, File.ReadAllLines(_folder.At("out.jsonl")).Length);
    }

    [Fact]
    public async Task The_scenarios_CSV_and_JSON_give_the_same_labels()
    {
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);
        foreach ((string name, ContentType content) in new[] { ("images.csv", ContentType.Csv), ("images.json", ContentType.Json), ("images_azureml.json", ContentType.Json) })
        {
            await FileScoring.WriteAsync(model, [(TestData.At(name), content)], _folder.At("out.jsonl"));

            Assert.Equal(["9", "2"], File.ReadAllLines(_folder.At("out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().MaxBy(score => score.Value.GetDouble()).Name));
        }
    }

    [Fact]
    public async Task The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();
        string input = _folder.Write("in.csv", "a,b\n-1.5,-2e-7\n");

        await FileScoring.WriteAsync(_numbers.Model, [(input, ContentType.Csv)], _folder.At("out.csv"));

        Assert.Equal("0,1\n-1.5,-2e-07\n", File.ReadAllText(_folder.At("out.csv")));
    }

    [Theory]
    [InlineData("a.csv", ContentType.Csv)]
    [InlineData("a.JSON", ContentType.Json)]
    [InlineData("a.b.png", ContentType.Image)]
    [InlineData("a.JPeG", ContentType.Image)]
    [InlineData("a.jpg", ContentType.Image)]
    public void The_ending_tells_the_content(string name, ContentType content) => Assert.Equal(content, ContentTypes.Of(name));

    [Theory]
    [InlineData("a")]
    [InlineData("a.parquet")]
    [InlineData("csv")]
    public void Other_endings_tell_nothing(string name) =>
        Assert.Equal(FileErrors.UnknownContentType, Assert.Throws<AmlFileException>(() => ContentTypes.Of(name)).Code);

    private sealed class Reports(List<long>? values, Action<long>? action = null) : IProgress<long>
    {
        public void Report(long value)
        {
            values?.Add(value);
            action?.Invoke(value);
        }
    }
}
