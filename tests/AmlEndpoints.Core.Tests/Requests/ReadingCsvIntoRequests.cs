using AmlEndpoints.Requests;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Requests;

/// <summary>CSV files become requests; which columns hold numbers is seen from the values.</summary>
public sealed class ReadingCsvIntoRequests : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(ReadingCsvIntoRequests));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2.5,-3", "1|2.5|-3")]
    [InlineData("1e5,1E-7,0", "1e5|1E-7|0")]
    [InlineData("007,8", "7.0|8")]
    [InlineData("+5,.5,5.", "5.0|0.5|5.0")]
    [InlineData(" 1 ,2", "1|2")]
    [InlineData("1,,NA,nan", "1|null|null|null")]
    [InlineData("1,two,3", "\"1\"|\"two\"|\"3\"")]
    [InlineData("x,,y", "\"x\"|\"\"|\"y\"")]
    [InlineData("NA,", "\"NA\"|\"\"")]
    [InlineData("0x10,1", "\"0x10\"|\"1\"")]
    [InlineData("1_000,2", "\"1_000\"|\"2\"")]
    [InlineData("True,False", "\"True\"|\"False\"")]
    [InlineData("12345678901234567890,1", "12345678901234567890|1")]
    public void A_column_is_numbers_when_all_its_values_are(string values, string expected)
    {
        string[] rows = values.Split(',');
        string path = _folder.Write("in.csv", "v,last\n" + string.Concat(rows.Select(value => $"{value},0\n")));
        RequestTable table = new();
        table.AddCsv(path);

        Assert.Equal(
            $"{{\"inputs\":{{\"v\":[{expected.Replace('|', ',')}],\"last\":[{string.Join(',', rows.Select(_ => "0"))}]}}}}",
            RequestWriter.Write(table, RequestDialect.Inputs, null));
    }

    [Fact]
    public void Columns_that_the_model_takes_as_text_stay_text()
    {
        using TestModel columns = TestModel.OfInputs(("zip: string", "string"), ("size: double", "double"));
        using TestModel tensors = TestModel.OfTensors(new GraphInput("zip", "string", -1), new GraphInput("size", "double", -1));
        using TestModel matrix = TestModel.OfTensors(new GraphInput("x", "string", -1, 2));
        string path = _folder.Write("in.csv", "zip,size\n01067,1.5\n75001,NA\n");

        Assert.Equal("""{"dataframe_split":{"columns":["zip","size"],"index":[0,1],"data":[["01067",1.5],["75001",null]]}}""", Write(columns));
        Assert.Equal("""{"dataframe_split":{"columns":["zip","size"],"index":[0,1],"data":[["01067",1.5],["75001",null]]}}""", Write(tensors));
        Assert.Equal("""{"dataframe_split":{"columns":["zip","size"],"index":[0,1],"data":[["01067","1.5"],["75001","NA"]]}}""", Write(matrix));

        string Write(TestModel model)
        {
            RequestTable table = new();
            table.AddCsv(path);
            return RequestWriter.Write(table, RequestDialect.DataframeSplit, model.Model);
        }
    }

    [Fact]
    public void A_request_made_of_CSV_scores_as_the_CSV_does()
    {
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);
        RequestTable table = new();
        table.AddCsv(TestData.At("images.csv"));

        string request = RequestWriter.Write(table, RequestDialect.InputData, model);

        System.Buffers.ArrayBufferWriter<byte> json = new();
        model.ScoreJson(System.Text.Encoding.UTF8.GetBytes(request), json);
        string csv = string.Join(", ", FileScoring.ScoreAsync(model, TestData.At("images.csv"), ContentType.Csv).ToBlockingEnumerable().Select(TestModel.Records));
        Assert.Equal($"[{csv}]", System.Text.Encoding.UTF8.GetString(json.WrittenSpan));
    }

    [Fact]
    public void Several_files_make_one_request_by_the_names_of_their_columns()
    {
        RequestTable table = new();
        table.AddCsv(_folder.Write("1.csv", "\uFEFFa,b\r\n1,\"x, y\"\r\n"));
        table.AddCsv(_folder.Write("2.csv", "\nb,a\n\"two\nlines\",2\n\n"));

        Assert.Equal("a,b\n1,\"x, y\"\n2,\"two\nlines\"\n", RequestWriter.Write(table, RequestDialect.Csv, null));
    }

    [Theory]
    [InlineData("", "there is no text: it is empty.")]
    [InlineData("a,a\n1,2\n", "line 2: the column 'a' stands twice. Rename one, or leave it out.")]
    [InlineData("a,b\n1,2\n3\n", "line 3: there are 1 values for the 2 columns of the header.")]
    [InlineData("a,b\n\n1,2,3\n", "line 3: there are 3 values for the 2 columns of the header.")]
    [InlineData("a,b\n1,\"2\n", "line 2: a quote is not closed.")]
    [InlineData("a,\"b\n1,2\n", "a quote is not closed.")]
    public void What_is_no_CSV_is_told_with_the_file(string csv, string problem)
    {
        string path = _folder.Write("in.csv", csv);

        Assert.Equal($"{path}: {problem}", Assert.Throws<AmlInputException>(() => new RequestTable().AddCsv(path)).Message);
    }

    [Fact]
    public void A_large_file_is_read_to_its_end_and_its_lines_are_counted()
    {
        string rows = string.Concat(Enumerable.Repeat("1,2\r\n", 400_000));
        RequestTable table = new();

        table.AddCsv(_folder.Write("in.csv", $"a,b\r\n{rows}"));

        Assert.Equal(400_000, table.Count);
        Assert.EndsWith("line 400002: a quote is not closed.", Assert.Throws<AmlInputException>(() => new RequestTable().AddCsv(_folder.Write("in.csv", $"a,b\r\n{rows}\"3,4"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => new RequestTable().AddCsv(_folder.At("none.csv"))).Code);
        Assert.Equal(FileErrors.AccessFailed, Assert.Throws<AmlFileException>(() => new RequestTable().AddCsv(_folder.Path)).Code);
    }
}
