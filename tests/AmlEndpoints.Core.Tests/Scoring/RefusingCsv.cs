using System.Text;
using CsCheck;

namespace AmlEndpoints.Tests.Scoring;

public sealed class RefusingCsv : IDisposable
{
    private static readonly string[] _files =
    [
        "a,b\n1,-2.5\n3e1,\n",
        "b,extra,a\r\n12.75,\"x, \"\"y\"\"\n z\",0.123456789\r\n\r\nNA,,-inf\r\n",
        "\uFEFF\"a\",\"b\"\n\"1\",2\n",
    ];

    private readonly TestModel _model = TestModel.OfColumns("double", "a: double", "b: double");
    private readonly TestModel _lists = TestModel.OfTensors(new GraphInput("a", "float", -1, -1), new GraphInput("b", "string", -1));

    public void Dispose()
    {
        _model.Dispose();
        _lists.Dispose();
    }

    [Theory]
    [InlineData("", InputErrors.Empty, "there is no text: it is empty.")]
    [InlineData("\uFEFF", InputErrors.Empty, "there is no text: it is empty.")]
    [InlineData("a,b", InputErrors.Empty, "there are no rows below the header.")]
    [InlineData("a,b\n\n\r\n", InputErrors.Empty, "there are no rows below the header.")]
    [InlineData("\n\n", InputErrors.MissingColumns, null)]
    [InlineData("a,c\n1,2\n", InputErrors.MissingColumns, "the model's inputs 'b' are missing. There are extra columns: 'c'; names are compared with their case.")]
    [InlineData("a, b\n1,2\n", InputErrors.MissingColumns, "the model's inputs 'b' are missing. There are extra columns: ' b'; names are compared with their case.")]
    [InlineData("a;b\n1;2\n", InputErrors.MissingColumns, null)]
    [InlineData("a,b,a\n1,2,3\n", InputErrors.DuplicateColumn, "the column 'a' stands twice. Rename one, or leave it out.")]
    [InlineData("a,b\n1,2\n3\n", InputErrors.InvalidShape, "line 3, row 2: there are 1 values, fewer than the 2 columns of the header.")]
    [InlineData("a,b\n1,2\n\n3,4,5\n", InputErrors.InvalidShape, "line 4, row 2: there are more values than the 2 columns of the header.")]
    [InlineData("a,b\n1,2,\n", InputErrors.InvalidShape, "line 2, row 1: there are more values than the 2 columns of the header.")]
    [InlineData("a,b\n1,2\n3,x\n", InputErrors.InvalidValue, "line 3, row 2, column 'b': 'x' is not a number, and the column is double.")]
    [InlineData("a,b\n1,1e400\n", InputErrors.InvalidValue, "line 2, row 1, column 'b': 1e400 does not fit: the column is double and the model's tensor is double.")]
    [InlineData("a,b\r1,2\r3,x\r", InputErrors.InvalidValue, "line 3, row 2, column 'b': 'x' is not a number, and the column is double.")]
    [InlineData("a,b\r\n1,2\r\n3,x\r\n", InputErrors.InvalidValue, "line 3, row 2, column 'b': 'x' is not a number, and the column is double.")]
    [InlineData("a,b\n1,2\n3,\"4\n", InputErrors.InvalidCsv, "line 3, row 2: a quote is not closed.")]
    [InlineData("a,b\n\"1\"x,2\n", InputErrors.InvalidCsv, "line 2, row 1: text follows a closing quote; a quote within quotes is written twice.")]
    [InlineData("a,\"b\n1,2\n", InputErrors.InvalidCsv, "a quote is not closed.")]
    public void What_cannot_be_read_is_explained_with_line_and_row(string csv, string code, string? message)
    {
        AmlInputException error = _model.RefuseCsv(csv);

        Assert.Equal(code, error.Code);
        Assert.Equal(message ?? error.Message, error.Message);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_nothing_else() =>
        Gen.Select(Gen.OneOf(_files), Damage.OfText).Holds(
            (csv, damage) =>
            {
                byte[] text = damage(Encoding.UTF8.GetBytes(csv));
                TryScore(_model, text);
                TryScore(_lists, text);
            },
            times: 3_000);

    [Fact]
    public void A_file_of_any_sequence_of_cells_is_refused_or_read_and_nothing_else() =>
        Gen.OneOf("a", "b", ",", ",", "\n", "\n", "\r", "\"", "\"\"", "1", "2.5", "NA", "[1, 2]", "\"[1,2]\"", "é", " ").Array[0, 30].Select(parts => "a,b\n" + string.Concat(parts)).Holds(
            csv =>
            {
                TryScore(_model, Encoding.UTF8.GetBytes(csv));
                TryScore(_lists, Encoding.UTF8.GetBytes(csv));
            },
            times: 5_000);

    private static void TryScore(TestModel model, byte[] csv)
    {
        try
        {
            model.ScoreCsv(csv);
        }
        catch (AmlInputException error)
        {
            Assert.NotEqual(InputErrors.ModelFailed, error.Code);
        }
    }
}
