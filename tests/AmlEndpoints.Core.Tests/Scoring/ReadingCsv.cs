namespace AmlEndpoints.Tests.Scoring;

/// <summary>The forms of CSV that pandas' read_csv takes.</summary>
public sealed class ReadingCsv : IDisposable
{
    private const string TwoRows = """[{"0": 1.0, "1": 2.0}, {"0": 3.0, "1": 4.0}]""";

    private readonly TestModel _numbers = TestModel.OfColumns("double", "a: double", "b: double");
    private readonly TestModel _texts = TestModel.OfColumns("string", "a: string", "b: string");

    public void Dispose()
    {
        _numbers.Dispose();
        _texts.Dispose();
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    [InlineData("\n\r\na,b\n\n1,2\r\n\r\n3,4\n\n\n")]
    [InlineData("b,a\n2,1\n4,3\n")]
    [InlineData("extra,b,a\nx,2,1\n\"y, z\",4,3\n")]
    [InlineData("b,extra,a\n2,,1\n4,\"\"\"\",3\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData("a,b\n 1, 2 \n3 ,\t4\n")]
    [InlineData("a,b\n1.0,2e0\n+3,0.04E+2\n")]
    [InlineData("a,b\n001,02.0\n3.,4\n")]
    public void Every_form_is_read(string csv) => Assert.Equal(TwoRows, _numbers.ScoreCsv(csv));

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData(" ")]
    [InlineData("#N/A")]
    [InlineData("#N/A N/A")]
    [InlineData("#NA")]
    [InlineData("-1.#IND")]
    [InlineData("-1.#QNAN")]
    [InlineData("-NaN")]
    [InlineData("-nan")]
    [InlineData("1.#IND")]
    [InlineData("1.#QNAN")]
    [InlineData("<NA>")]
    [InlineData("N/A")]
    [InlineData("NA")]
    [InlineData("NULL")]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("n/a")]
    [InlineData("nan")]
    [InlineData("null")]
    [InlineData("\"NA\"")]
    public void The_words_of_pandas_for_a_missing_value_are_NaN(string word)
    {
        Assert.Equal("""[{"0": NaN, "1": 2.0}]""", _numbers.ScoreCsv($"a,b\n{word},2\n"));
        Assert.Equal("""[{"0": 1.0, "1": NaN}]""", _numbers.ScoreCsv($"a,b\n1,{word}\n"));
        Assert.Equal("""[{"0": 1.0, "1": NaN}]""", _numbers.ScoreCsv($"a,b\n1,{word}"));
    }

    [Theory]
    [InlineData("inf", "Infinity")]
    [InlineData("-inf", "-Infinity")]
    [InlineData("+Inf", "Infinity")]
    [InlineData("Infinity", "Infinity")]
    [InlineData("-INFINITY", "-Infinity")]
    public void The_words_of_pandas_for_infinity_are_read(string word, string expected) =>
        Assert.Equal($$"""[{"0": {{expected}}, "1": 2.0}]""", _numbers.ScoreCsv($"a,b\n{word},2\n"));

    [Theory]
    [InlineData("1e400")]
    [InlineData("Na")]
    [InlineData("1,5\"")]
    [InlineData("0x10")]
    [InlineData("1_0")]
    [InlineData("1 2")]
    [InlineData("1\02")]
    [InlineData("--1")]
    [InlineData("∞")]
    [InlineData("infinite")]
    [InlineData("True")]
    public void Other_words_are_no_numbers(string word) => Assert.Throws<AmlInputException>(() => _numbers.ScoreCsv($"a,b\n{word},2\n"));

    [Theory]
    [InlineData("a,b\nx,y\n", "x", "y")]
    [InlineData("a,b\n x ,\ty\n", " x ", "\\ty")]
    [InlineData("a,b\n\"x, y\",\"line\nbreak\"\n", "x, y", "line\\nbreak")]
    [InlineData("a,b\r\n\"say \"\"hi\"\"\",\"\"\"\"\r\n", "say \\\"hi\\\"", "\\\"")]
    [InlineData("a,b\n,\"\"\n", "", "")]
    [InlineData("a,b\nNA,nan\n", "NA", "nan")]
    [InlineData("a,b\nit's 5\" wide,a\"b\"c\n", "it's 5\\\" wide", "a\\\"b\\\"c")]
    [InlineData("a,b\n\"été\",日本\n", "\\u00e9t\\u00e9", "\\u65e5\\u672c")]
    [InlineData("a,b\n\"\r\n\",\"\r\"", "\\r\\n", "\\r")]
    public void Texts_are_taken_as_they_stand(string csv, string first, string second) =>
        Assert.Equal($$"""[{"0": "{{first}}", "1": "{{second}}"}]""", _texts.ScoreCsv(csv));

    [Fact]
    public void Names_may_be_quoted_and_hold_anything()
    {
        using TestModel model = TestModel.OfColumns("double", "a,b: double", "say \"hi\": double", "two\nlines: double");

        Assert.Equal("""[{"0": 1.0, "1": 2.0, "2": 3.0}]""", model.ScoreCsv("\"two\nlines\",\"a,b\",\"say \"\"hi\"\"\"\n3,1,2\n"));
    }

    [Theory]
    [InlineData("long", "int64", "7", "7")]
    [InlineData("long", "int64", "7.0", "7")]
    [InlineData("long", "int64", "9223372036854775807", "9223372036854775807")]
    [InlineData("boolean", "bool", "True", "true")]
    [InlineData("boolean", "bool", "FALSE", "false")]
    [InlineData("boolean", "bool", "1", "true")]
    [InlineData("float", "float", "0.1", "0.10000000149011612")]
    public void Cells_go_by_the_type_of_their_column(string column, string tensor, string cell, string expected)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"v: {column}");

        Assert.Equal($$"""[{"x_out": {{expected}}}]""", model.ScoreCsv($"v\n{cell}\n"));
    }

    [Fact]
    public void A_cell_may_hold_a_list()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 2, 2));

        Assert.Equal(
            """[{"x_out": [[1.0, 2.0], [3.0, 4.0]]}, {"x_out": [[5.0, 6.0], [7.0, 8.0]]}]""",
            model.ScoreCsv("x\n\"[[1, 2], [3, 4]]\"\n\" [5, 6, 7, 8]\"\n"));
        Assert.Equal("""[{"x_out": [[1.0, 2.0], [3.0, 4.0]]}]""", model.ScoreCsv("p,q,r,s\n1,2,3,4\n"));
    }

    [Fact]
    public void An_optional_column_may_be_absent()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double?");

        Assert.Equal("""[{"0": 1.0, "1": NaN}]""", model.ScoreCsv("a\n1\n"));
    }

    [Fact]
    public void A_file_without_a_header_is_noticed_where_columns_go_by_position()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 3));

        Assert.Equal("line 1: the CSV seems to have no header: its first record is all numbers. Put the columns' names above them.", model.RefuseCsv("1.5,2,3\n4,5,6\n").Message);
        Assert.Equal("""[{"0": 4.0, "1": 5.0, "2": 6.0}]""", model.ScoreCsv("0,1,2\n4,5,6\n"));
        Assert.Equal("""[{"0": 4.0, "1": 5.0, "2": 6.0}]""", model.ScoreCsv("a,1,2\n4,5,6\n"));
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Assert.Equal("""[{"0": -1.5, "1": 2.5e-07}]""", _numbers.ScoreCsv("a,b\n-1.5,2.5e-7\n"));
        Assert.Throws<AmlInputException>(() => _numbers.ScoreCsv("a,b\n\"1,5\",2\n"));
    }
}
