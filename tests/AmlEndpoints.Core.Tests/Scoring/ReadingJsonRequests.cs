namespace AmlEndpoints.Tests.Scoring;

/// <summary>The dialects, for a model with the double columns a, b and c.</summary>
public sealed class ReadingJsonRequests : IDisposable
{
    private const string TwoRows = """[{"0": 1.0, "1": 2.0, "2": 3.0}, {"0": 4.0, "1": 5.0, "2": 6.0}]""";

    private readonly TestModel _model = TestModel.OfColumns("double", "a: double", "b: double", "c: double");

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("""{"input_data": {"columns": ["a", "b", "c"], "index": [0, 1], "data": [[1, 2, 3], [4, 5, 6]]}}""")]
    [InlineData("""{"input_data": {"columns": ["a", "b", "c"], "data": [[1, 2, 3], [4, 5, 6]]}, "params": {"x": 1}}""")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b", "c"], "index": ["x", "y"], "data": [[1, 2, 3], [4, 5, 6]]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": 2, "c": 3}, {"a": 4, "b": 5, "c": 6}]}""")]
    [InlineData("""{"instances": [{"a": 1, "b": 2, "c": 3}, {"a": 4, "b": 5, "c": 6}]}""")]
    [InlineData("""{"inputs": {"a": [1, 4], "b": [2, 5], "c": [3, 6]}}""")]
    [InlineData("""{"columns": ["a", "b", "c"], "index": [0, 1], "data": [[1, 2, 3], [4, 5, 6]]}""")]
    [InlineData("""{"columns": ["a", "b", "c"], "data": [[1, 2, 3], [4, 5, 6]]}""")]
    [InlineData("""[{"a": 1, "b": 2, "c": 3}, {"a": 4, "b": 5, "c": 6}]""")]
    public void Every_dialect_is_read(string json) => Assert.Equal(TwoRows, _model.Score(json));

    [Theory]
    [InlineData("""{"data": [[1, 2, 3], [4, 5, 6]], "columns": ["a", "b", "c"]}""")]
    [InlineData("""{"index": [0, 1], "data": [[1, 2, 3], [4, 5, 6]], "columns": ["a", "b", "c"]}""")]
    [InlineData("""{"input_data": {"data": [[1, 2, 3], [4, 5, 6]], "index": [0, 1], "columns": ["a", "b", "c"]}}""")]
    [InlineData("""{"dataframe_split": {"index": [0, 1], "data": [[1, 2, 3], [4, 5, 6]], "columns": ["a", "b", "c"]}}""")]
    public void Data_may_stand_before_the_columns(string json) => Assert.Equal(TwoRows, _model.Score(json));

    [Theory]
    [InlineData("""{"columns": ["c", "b", "a"], "data": [[3, 2, 1], [6, 5, 4]]}""")]
    [InlineData("""{"columns": ["b", "c", "a"], "data": [[2, 3, 1], [5, 6, 4]]}""")]
    [InlineData("""{"dataframe_records": [{"c": 3, "a": 1, "b": 2}, {"b": 5, "c": 6, "a": 4}]}""")]
    [InlineData("""{"inputs": {"c": [3, 6], "a": [1, 4], "b": [2, 5]}}""")]
    public void Columns_go_by_their_name(string json) => Assert.Equal(TwoRows, _model.Score(json));

    [Theory]
    [InlineData("""{"columns": ["a", "more", "b", "c"], "data": [[1, "text", 2, 3], [4, {"any": [null, true, NaN]}, 5, 6]]}""")]
    [InlineData("""{"data": [[1, "text", 2, 3], [4, [NaN, -Infinity, {"n": Infinity}], 5, 6]], "columns": ["a", "more", "b", "c"]}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "more": [1, [2]], "b": 2, "c": 3}, {"a": 4, "b": 5, "c": 6}]}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": 2, "c": 3}, {"a": 4, "other": {}, "b": 5, "c": 6, "third": "\u00e4\n"}]}""")]
    [InlineData("""{"inputs": {"a": [1, 4], "more": {"x": [NaN]}, "b": [2, 5], "c": [3, 6]}}""")]
    public void Columns_that_the_model_does_not_take_are_passed_over(string json) => Assert.Equal(TwoRows, _model.Score(json));

    [Theory]
    [InlineData("""{"columns": ["a", "b", "c"], "data": [[1, NaN, null], [4, Infinity, -Infinity]]}""")]
    [InlineData("""{"data": [[1, NaN, null], [4, Infinity, -Infinity]], "columns": ["a", "b", "c"]}""")]
    [InlineData("""{"dataframe_split": {"data": [[1, NaN, null], [4, Infinity, -Infinity]], "columns": ["a", "b", "c"]}}""")]
    [InlineData("""{"input_data": {"data": [[1, NaN, null], [4, Infinity, -Infinity]], "columns": ["a", "b", "c"]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": NaN, "c": null}, {"a": 4, "b": Infinity, "c": -Infinity}]}""")]
    [InlineData("""{"inputs": {"a": [1, 4], "b": [NaN, Infinity], "c": [null, -Infinity]}}""")]
    [InlineData("""[{"a": 1, "b": "nan", "c": ""}, {"a": "4", "b": "inf", "c": "-Infinity"}]""")]
    public void Missing_and_infinite_numbers_have_the_words_of_Python(string json) =>
        Assert.Equal("""[{"0": 1.0, "1": NaN, "2": NaN}, {"0": 4.0, "1": Infinity, "2": -Infinity}]""", _model.Score(json));

    [Fact]
    public void White_space_may_stand_everywhere()
    {
        string json = """{"input_data":{"columns":["a","b","c"],"index":[0,1],"data":[[1,2,3],[4,5,6]]},"params":{}}""";
        string spaced = string.Concat(json.Select(character => character is '"' or '_' or (>= 'a' and <= 'z') ? $"{character}" : $" \t\r\n{character} \n"));

        Assert.Equal(TwoRows, _model.Score(spaced));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(TwoRows, _model.Score("\uFEFF" + """{"columns": ["a", "b", "c"], "data": [[1, 2, 3], [4, 5, 6]]}"""));

    [Theory]
    [InlineData("""{"dat\u0061": [[1, 2, 3], [4, 5, 6]], "\u0063olumns": ["\u0061", "b", "\u0063"]}""")]
    [InlineData("""{"d\u0061taframe_records": [{"\u0061": 1, "b": 2, "c": 3}, {"a": 4, "\u0062": 5, "c": 6}]}""")]
    public void Names_may_be_escaped(string json) => Assert.Equal(TwoRows, _model.Score(json));

    [Fact]
    public void Names_may_hold_any_text()
    {
        string[] names = ["größe (cm)", "日本語", "a\"b\\c\n", "😀", " "];
        using TestModel model = TestModel.OfColumns("double", [.. names.Select(name => name + ": double")]);
        string columns = System.Text.Json.JsonSerializer.Serialize(names.Reverse());
        string expected = """[{"0": 5.0, "1": 4.0, "2": 3.0, "3": 2.0, "4": 1.0}]""";

        Assert.Equal(expected, model.Score($$"""{"columns": {{columns}}, "data": [[1, 2, 3, 4, 5]]}"""));
        Assert.Equal(expected, model.Score("""{"columns": [" ", "😀", "a\"b\\c\n", "日本語", "größe (cm)"], "data": [[1, 2, 3, 4, 5]]}"""));
    }

    [Fact]
    public void The_layout_of_the_last_request_is_not_taken_for_another()
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("""[{"0": 1.0, "1": 2.0, "2": 3.0}]""", _model.Score("""{"columns":["a","b","c"],"data":[[1,2,3]]}"""));
            Assert.Equal("""[{"0": 3.0, "1": 2.0, "2": 1.0}]""", _model.Score("""{"columns":["c","b","a"],"data":[[1,2,3]]}"""));
            Assert.Equal("""[{"0": 1.0, "1": 2.0, "2": 3.0}]""", _model.Score("""{"columns":["a","b","c","d"],"data":[[1,2,3,4]]}"""));
            Assert.Equal("""[{"0": 4.0, "1": 3.0, "2": 2.0}]""", _model.Score("""{"data":[[1,2,3,4]],"columns":["d","c","b","a"]}"""));
        }
    }

    [Fact]
    public void A_model_takes_one_dialect_after_the_other()
    {
        string[] requests =
        [
            """{"columns": ["a", "b", "c"], "data": [[1, 2, 3], [4, 5, 6]]}""",
            """{"dataframe_records": [{"c": 3, "a": 1, "b": 2}, {"b": 5, "c": 6, "a": 4}]}""",
            """{"inputs": {"c": [3, 6], "a": [1, 4], "b": [2, 5]}}""",
        ];
        foreach (string json in Enumerable.Repeat(requests, 3).SelectMany(all => all))
        {
            Assert.Equal(TwoRows, _model.Score(json));
        }
    }

    [Fact]
    public void Whole_numbers_may_be_the_names()
    {
        using TestModel model = TestModel.OfColumns("double", "0: double", "1: double");

        Assert.Equal("""[{"0": 2.0, "1": 1.0}]""", model.Score("""{"columns": [1, 0], "data": [[1, 2]]}"""));
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Assert.Equal(
            """[{"0": -1.5, "1": 2.5e-07, "2": -3.0}]""",
            _model.Score("""{"dataframe_records": [{"a": -1.5, "b": 2.5e-7, "c": "-3"}]}"""));
    }
}
