using System.Globalization;
using System.Text.Json;
using AmlEndpoints.Requests;
using AmlEndpoints.Scoring;
using CsCheck;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>The same table gives the same answer, however it is written.</summary>
public sealed class ComparingDialects : IDisposable
{
    private static readonly string[] _names = ["plain", "größe \"cm\"", "a,b", "ok", "text"];

    private static readonly Gen<object?> _double = Gen.Frequency(
        (6, Gen.Double[-1e6, 1e6].Select(number => (object?)number)),
        (3, Gen.Int[-99_999, 99_999].Select(number => (object?)(number / 1000.0))),
        (1, Gen.Double.Where(double.IsFinite).Select(number => (object?)number)),
        (1, Gen.Const((object?)null)));

    private static readonly Gen<object?[][]> _tables = Gen.Select(
        _double,
        Gen.Float[-1000, 1000].Select(number => (object?)number),
        Gen.Long.Select(number => (object?)number),
        Gen.Bool.Select(truth => (object?)truth),
        Gen.Frequency((3, Gen.String[Gen.Char[" a\"',\nré日\\0;"], 0, 8]), (1, Gen.String[Gen.Char["\ud83d"], 0, 0])).Select(text => (object?)text),
        (a, b, c, d, e) => new[] { a, b, c, d, e }).Array[1, 30];

    private static readonly Gen<int[]> _orders = Gen.Shuffle(Enumerable.Range(0, 5).ToArray());

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TestModel _model = TestModel.OfInputs(
        ($"{_names[0]}: double", "double"), ($"{_names[1]}: double", "float"), ($"{_names[2]}: long", "int64"), ($"{_names[3]}: boolean", "bool"), ($"{_names[4]}: string", "string"));

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Every_dialect_gives_the_same_answer() =>
        Gen.Select(_tables, _orders, Gen.Bool).Holds(
            (rows, order, indented) =>
            {
                string expected = Answer(rows);
                string[] names = [.. order.Select(column => _names[column])];
                object?[][] data = [.. rows.Select(row => order.Select(column => row[column]).ToArray())];
                object split = new { columns = names, index = Enumerable.Range(0, rows.Length), data };
                object late = new { data, columns = names };
                object records = data.Select(row => names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
                object columns = names.Select((name, column) => (name, data.Select(row => row[column]))).ToDictionary(pair => pair.name, pair => pair.Item2);
                object[] requests = [split, late, records, new { input_data = split }, new { dataframe_split = late }, new { dataframe_records = records }, new { instances = records }, new { inputs = columns }];

                Assert.All(requests, request => Assert.Equal(expected, _model.Score(Json(request, indented))));
                Assert.Equal(expected, _model.ScoreCsv(Csv(names, data)));
                Assert.Equal(expected, Objects(names, data));
            },
            times: 400);

    [Fact]
    public void Requests_that_are_written_give_the_answer_of_their_rows() => _tables.Holds(
        rows =>
        {
            RequestTable table = new();
            Array.ForEach(rows, row => table.Add(_names, row));

            foreach (RequestDialect dialect in Enum.GetValues<RequestDialect>())
            {
                string request = RequestWriter.Write(table, dialect, _model.Model);
                Assert.Equal(Answer(rows), dialect == RequestDialect.Csv ? _model.ScoreCsv(request) : _model.Score(request));
            }
        },
        times: 300);

    private static string Json(object request, bool indented) => JsonSerializer.Serialize(request, indented ? _indented : null);

    private static string Csv(string[] names, object?[][] rows) =>
        string.Concat(rows.Prepend(names).Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private string Objects(string[] names, object?[][] rows)
    {
        RowScoring scoring = new(_model.Model);
        long number = 0;
        foreach (object?[] row in rows)
        {
            scoring.Add(names, row, ++number);
        }

        return $"[{TestModel.Records(scoring.Score(null, default))}]";
    }

    // The model gives back what it takes, so the answer can be written down without it.
    private static string Answer(object?[][] rows) => $"[{string.Join(", ", rows.Select(Record))}]";

    private static string Record(object?[] row) => $"{{{string.Join(", ", _names.Select((name, column) => $"{Written(name + "_out")}: {Written(row[column])}"))}}}";

    private static string Written(object? value)
    {
        System.Buffers.ArrayBufferWriter<byte> text = new();
        switch (value)
        {
            case null: text.Write(double.NaN); break;
            case double number: text.Write(number); break;
            // The column is double: the float's own digits are read as a double, and that is rounded to the tensor's float.
            case float number: text.Write((double)number); break;
            case long number: text.Write(number); break;
            case bool truth: text.Write(truth); break;
            default: text.WriteQuoted((string)value); break;
        }

        return System.Text.Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
