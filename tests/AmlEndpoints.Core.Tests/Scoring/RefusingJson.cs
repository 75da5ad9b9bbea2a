using System.Text;
using CsCheck;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>What is no request, in every way: one kind of exception, with a place, and never an answer.</summary>
public sealed class RefusingJson : IDisposable
{
    private static readonly string[] _requests =
    [
        """{"input_data":{"columns":["a","b"],"index":[0,1],"data":[[1,-2.5],[3e1,null]]}}""",
        """{"dataframe_split": {"index": [0], "columns": ["b", "a"], "data": [[12.75, 0.123456789]]}}""",
        """{"dataframe_records": [{"a": 1, "b": "2"}, {"b": NaN, "a": -4, "\u00e9": {"x": [true, false, null, "t\n"]}}]}""",
        """{"inputs": {"a": [1.25, -Infinity], "b": [3, 4]}, "params": {"k": "v"}}""",
        """{"data": [[1, 2], [3, 4]], "columns": ["a", "b"]}""",
        """ [ { "a" : 1.0 , "b" : 2 } ] """,
    ];

    private readonly TestModel _columns = TestModel.OfColumns("double", "a: double", "b: double");
    private readonly TestModel _tensors = TestModel.OfTensors(new GraphInput("a", "int64", -1), new GraphInput("b", "string", -1, -1));
    private readonly TestModel _matrix = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));

    public void Dispose()
    {
        _columns.Dispose();
        _tensors.Dispose();
        _matrix.Dispose();
    }

    [Fact]
    public void A_request_that_is_cut_off_anywhere_is_refused()
    {
        foreach (byte[] request in _requests.Select(json => Encoding.UTF8.GetBytes(json.Trim())))
        {
            for (int length = 0; length < request.Length; length++)
            {
                Assert.Throws<AmlInputException>(() => _columns.Score(request[..length]));
            }
        }
    }

    [Fact]
    public void Every_request_of_these_tests_is_valid() => Assert.All(_requests, json => _columns.Score(json));

    [Fact]
    public void A_damaged_request_is_refused_or_read_and_nothing_else() =>
        Gen.Select(Gen.OneOf(_requests), Damage.OfText).Holds(
            (json, damage) =>
            {
                byte[] request = damage(Encoding.UTF8.GetBytes(json));
                TryScore(_columns, request);
                TryScore(_tensors, request);
                TryScore(_matrix, request);
            },
            times: 20_000);

    [Fact]
    public void Any_sequence_of_tokens_is_refused_or_read_and_nothing_else() =>
        Gen.OneOf("{", "}", "[", "]", "[[", "]]", ",", ":", "\"a\"", "\"b\"", "\"x\"", "\"inputs\":", "\"data\":", "\"columns\":", "1", "-2.5", "null", "true", "NaN", "\"\\u0061\"", "\"input_data\":{")
            .Array[0, 30].Select(string.Concat).Holds(
                json =>
                {
                    byte[] request = Encoding.UTF8.GetBytes(json);
                    TryScore(_columns, request);
                    TryScore(_tensors, request);
                    TryScore(_matrix, request);
                },
                times: 20_000);

    [Theory]
    [InlineData("", InputErrors.Empty, "there is no JSON text: it is empty.")]
    [InlineData(" \r\n\t", InputErrors.Empty, "there is no JSON text: it is empty.")]
    [InlineData("\uFEFF", InputErrors.Empty, "there is no JSON text: it is empty.")]
    [InlineData("12", InputErrors.UnknownDialect, "the JSON is neither an object nor a list (line 1, column 1). Give one of input_data, dataframe_split, dataframe_records, instances, inputs, or pandas' split form with columns and data.")]
    [InlineData("\0", InputErrors.UnknownDialect, null)]
    [InlineData("a,b\n1,2", InputErrors.UnknownDialect, null)]
    [InlineData("{}", InputErrors.UnknownDialect, "the JSON object has none of the keys of a request. Give one of input_data, dataframe_split, dataframe_records, instances, inputs, or pandas' split form with columns and data.")]
    [InlineData("""{"a": [1], "b": [2]}""", InputErrors.UnknownDialect, null)]
    [InlineData("[]", InputErrors.MissingColumns, null)]
    [InlineData("""{"inputs": {"a": [], "b": []}}""", InputErrors.Empty, "there are no rows.")]
    [InlineData("""{"columns": ["a", "b"], "data": []}""", InputErrors.Empty, "there are no rows.")]
    [InlineData("""{"dataframe_records": []}""", InputErrors.Empty, "there are no rows.")]
    [InlineData("""{"columns": ["a", "b"]}""", InputErrors.UnknownDialect, "the split form has no 'data'.")]
    [InlineData("""{"inputs": {"a": [1], "b": [2]}, "instances": [{"a": 1, "b": 2}]}""", InputErrors.UnknownDialect, "the JSON has both 'inputs' and 'instances'. Give one of them.")]
    [InlineData("""{"inputs": {"a": [1], "b": [2]}, "inputs": {"a": [1], "b": [2]}}""", InputErrors.UnknownDialect, null)]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2]], "rows": 1}}""", InputErrors.UnknownDialect, "dataframe_split has the key 'rows'; its keys are columns, index and data.")]
    [InlineData("""{"input_data": [[1, 2]]}""", InputErrors.UnknownDialect, null)]
    [InlineData("""{"input_data": [{"a": 1, "b": 2}]}""", InputErrors.UnknownDialect, null)]
    [InlineData("""{"input_data": {"a": [1], "b": [2]}}""", InputErrors.UnknownDialect, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2]], "data": [[3, 4]]}""", InputErrors.UnknownDialect, "the split form has 'data' twice.")]
    [InlineData("""{"data": [[1, 2]], "columns": ["a", "b"], "data": [[3, 4]]}""", InputErrors.UnknownDialect, "the split form has 'data' twice.")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2]], "columns": ["b", "a"]}""", InputErrors.UnknownDialect, "the split form has 'columns' twice.")]
    [InlineData("""{"columns": ["a"], "data": [[1]]}""", InputErrors.MissingColumns, "the model's inputs 'b' are missing.")]
    [InlineData("""{"columns": ["a", "B"], "data": [[1, 2]]}""", InputErrors.MissingColumns, "the model's inputs 'b' are missing. There are extra columns: 'B'; names are compared with their case.")]
    [InlineData("""{"columns": ["a", "b", "b"], "data": [[1, 2, 3]]}""", InputErrors.DuplicateColumn, "the column 'b' stands twice. Rename one, or leave it out.")]
    [InlineData("""{"data": [[1, 2]]}""", InputErrors.MissingColumns, "the model's inputs have names, and the 2 values of a row have none. Give them with the names 'a', 'b'.")]
    [InlineData("""[[1, 2]]""", InputErrors.MissingColumns, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[1]]}""", InputErrors.InvalidShape, "row 1 has 1, fewer values than the 2 columns.")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2], []]}""", InputErrors.InvalidShape, "row 2 has 0, fewer values than the 2 columns.")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2, 3]]}""", InputErrors.InvalidShape, "row 1 has more values than the 2 columns.")]
    [InlineData("""{"inputs": {"a": [1, 2], "b": [3]}}""", InputErrors.InvalidShape, "'b' has 1 rows, and the one before it has 2. All must have the same number.")]
    [InlineData("""{"columns": ["a", "b"], "data": {"a": 1}}""", InputErrors.InvalidJson, "line 1, column 33: the JSON has '{\"a\": 1}}' where '[' should stand.")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2]]} x""", InputErrors.InvalidJson, "line 1, column 43: the JSON has 'x' where the end of the text should stand.")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2],]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[1,]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[01, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[1., 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[+1, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[.5, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[nan, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[-NaN, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[True, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b"], "data": [[nullx, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", 'b'], "data": [[1, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""{"columns": ["a", "b\x"], "data": [[1, 2]]}""", InputErrors.InvalidJson, null)]
    [InlineData("""[{"a": "\ud800", "b": 1}]""", InputErrors.InvalidJson, null)]
    [InlineData("[{\"a\": \"\u0001\", \"b\": 1}]", InputErrors.InvalidJson, null)]
    [InlineData("""[{"a": 1 "b": 2}]""", InputErrors.InvalidJson, "line 1, column 10: the JSON has '\"b\": 2}]' where ',' or '}' should stand.")]
    [InlineData("[{\"a\": 1,\n  \"b\": 2]", InputErrors.InvalidJson, "line 2, column 9: the JSON has ']' where ',' or '}' should stand.")]
    [InlineData("[{\"a\": 1,\n  \"b\": ", InputErrors.InvalidJson, "line 2, column 8: the JSON ends here, where a value should follow; it seems to be cut off.")]
    public void What_is_no_request_is_explained(string json, string code, string? message)
    {
        AmlInputException error = _columns.Refuse(json);

        Assert.Equal(code, error.Code);
        Assert.Equal(message ?? error.Message, error.Message);
    }

    private static void TryScore(TestModel model, byte[] request)
    {
        try
        {
            model.Score(request);
        }
        catch (AmlInputException error)
        {
            Assert.NotEqual(InputErrors.ModelFailed, error.Code);
        }
    }
}
