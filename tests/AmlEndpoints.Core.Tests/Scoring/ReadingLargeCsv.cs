using System.Globalization;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>Files of many blocks, which are read side by side.</summary>
public sealed class ReadingLargeCsv : IDisposable
{
    private const int Rows = 60_000;

    private readonly TestModel _model = TestModel.OfInputs(("id: long", "int64"), ("value: double", "double"), ("text: string", "string"));

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\n", "\n\n")]
    public void All_rows_come_in_their_order(string lineEnd, string before)
    {
        (string csv, List<(long Id, double Value, string Text)> rows) = Write(lineEnd);

        Assert.True(Encoding.UTF8.GetByteCount(csv) > 3 * CsvBlockReader.BlockSize);
        Assert.Equal(rows, Read(before + csv));
    }

    [Fact]
    public void Rows_longer_than_a_block_are_read()
    {
        string text = string.Concat(Enumerable.Repeat("\"\",\n", 700_000));
        string csv = $"id,value,text\n1,1.5,\"{text}\"\n2,2.5,\"{text}\"\n3,3.5,short\n";
        string plain = text.Replace("\"\"", "\"", StringComparison.Ordinal);

        Assert.Equal([(1, 1.5, plain), (2, 2.5, plain), (3, 3.5, "short")], Read(csv));
    }

    [Fact]
    public void Quotes_within_unquoted_cells_do_not_move_the_ends_of_blocks()
    {
        (string Cell, string Text)[] cells =
        [
            ("5\" wide and no end of it in sight until there is one", "5\" wide and no end of it in sight until there is one"),
            ("\"two\nlines, \"\"quoted\"\", and a little more on the second\"", "two\nlines, \"quoted\", and a little more on the second"),
            ("a\"\"b and so on and on up to the length of the others", "a\"\"b and so on and on up to the length of the others"),
        ];
        StringBuilder csv = new("id,value,text\n");
        for (int row = 0; row < Rows; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{row},0.5,{cells[row % 3].Cell}\n");
        }

        IEnumerable<(long Id, double Value, string Text)> rows = Enumerable.Range(0, Rows).Select(row => ((long)row, 0.5, cells[row % 3].Text));
        Assert.Equal(rows, Read(csv.ToString()));
        AssertCutIntoBlocks(csv.ToString());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void The_file_is_cut_into_blocks(string lineEnd) => AssertCutIntoBlocks(Write(lineEnd).Csv);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Errors_in_later_blocks_have_their_row_and_line(string lineEnd)
    {
        (string csv, _) = Write(lineEnd);
        // Row n, from 1, takes two lines when n - 1 is a multiple of 10, and one line otherwise.
        string[] records = csv.Split($"{lineEnd}59000,");
        int line = 1 + 59_000 + 5_900 + 1;

        Assert.Equal(
            $"line {line}, row 59001, column 'value': 'oops' is not a number, and the column is double.",
            _model.RefuseCsv($"{records[0]}{lineEnd}59000,oops,x{lineEnd}{records[1][(records[1].IndexOf(lineEnd, StringComparison.Ordinal) + lineEnd.Length)..]}").Message);
        Assert.Equal($"line {line}, row 59001: there are 2 values, fewer than the 3 columns of the header.", _model.RefuseCsv($"{records[0]}{lineEnd}59000,1.5").Message);
        Assert.Equal($"line {line}, row 59001: there are more values than the 3 columns of the header.", _model.RefuseCsv($"{records[0]}{lineEnd}59000,1,x,y{lineEnd}1,1,x").Message);
        Assert.Equal($"line {line}, row 59001: a quote is not closed.", _model.RefuseCsv($"{records[0]}{lineEnd}59000,1,\"x{lineEnd}1,1,x").Message);
    }

    [Fact]
    public void Errors_in_lists_and_missing_cells_of_later_blocks_have_their_row_too()
    {
        using TestModel lists = TestModel.OfTensors(new GraphInput("x", "int64", -1, 3), new GraphInput("y", "int64", -1, 2));
        string good = string.Concat(Enumerable.Repeat("\"[100000000, 200000000, 300000000]\",\"[1000000000, 2000000000]\"\n", 20_000));

        Assert.StartsWith("line 20002, row 20001, column 'x': 1.5 is not a whole number", lists.RefuseCsv($"x,y\n{good}\"[1, 1.5, 2]\",\"[1, 2]\"\n").Message, StringComparison.Ordinal);
        Assert.EndsWith("line 20002, row 20001, column 'x': the list has 2 values, and 3 make a row.", lists.RefuseCsv($"x,y\n{good}\"[1, 2]\",\"[1, 2]\"\n").Message, StringComparison.Ordinal);
        Assert.EndsWith("line 20002, row 20001, column 'y': one value stands where a list of 2 should.", lists.RefuseCsv($"x,y\n{good}\"[1, 2, 3]\",7\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_error_is_the_one_that_is_told()
    {
        (string csv, _) = Write("\n");
        string damaged = csv.Replace("\n20000,", "\n20000,1,", StringComparison.Ordinal).Replace("\n50000,", "\nfifty,", StringComparison.Ordinal);

        Assert.Contains(", row 20001: there are more values", _model.RefuseCsv(damaged).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_found_at_the_end()
    {
        string rows = string.Concat(Enumerable.Range(0, 40_000).Select(row => $"{row},0.5,{(row == 30 ? "\"" : "")}the same text in every row and some more of it and more\n"));

        Assert.Equal("line 32, row 31: a quote is not closed.", _model.RefuseCsv("id,value,text\n" + rows).Message);
    }

    private static (string Csv, List<(long Id, double Value, string Text)> Rows) Write(string lineEnd)
    {
        Random random = new(7);
        StringBuilder csv = new("id,value,text" + lineEnd);
        List<(long Id, double Value, string Text)> rows = [];
        for (int row = 0; row < Rows; row++)
        {
            double value = random.Next(-1_000_000, 1_000_000) / 1024.0;
            string text = row % 10 == 0 ? $"line 1,{lineEnd}\"line 2\" of {row}" : $"{new string((char)('a' + (row % 26)), random.Next(60, 90))}";
            string cell = row % 10 == 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
            csv.Append(CultureInfo.InvariantCulture, $"{row},{value:R},{cell}{lineEnd}");
            rows.Add((row, value, text));
        }

        return (csv.ToString(), rows);
    }

    private List<(long Id, double Value, string Text)> Read(string csv)
    {
        List<(long Id, double Value, string Text)> rows = [];
        foreach (PredictionBatch batch in CsvScoring.ScoreAsync(_model.Model, new MemoryStream(Encoding.UTF8.GetBytes(csv)), null, null, default).ToBlockingEnumerable())
        {
            using (batch)
            {
                for (int row = 0; row < batch.Predictions.Rows; row++)
                {
                    rows.Add(((long)batch.Predictions.GetValue(row, 0), (double)batch.Predictions.GetValue(row, 1), (string)batch.Predictions.GetValue(row, 2)));
                }
            }
        }

        return rows;
    }

    private static void AssertCutIntoBlocks(string csv)
    {
        byte[] text = Encoding.UTF8.GetBytes(csv);
        CsvBlockReader reader = new(new MemoryStream(text));
        int length = 0;
        int blocks = 0;
        while (reader.Read() is { } block)
        {
            using (block)
            {
                Assert.True(block.Text.SequenceEqual(text.AsSpan(length, block.Text.Length)));
                length += block.Text.Length;
                blocks++;
            }
        }

        Assert.Equal(text.Length, length);
        Assert.InRange(blocks, text.Length / CsvBlockReader.BlockSize, (text.Length / CsvBlockReader.BlockSize) + 2);
    }
}
