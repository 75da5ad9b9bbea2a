namespace AmlEndpoints.Tests.Scoring;

/// <summary>Rows given as objects, whose keys may change from row to row.</summary>
public sealed class ReadingJsonRecords
{
    [Fact]
    public void The_order_of_the_keys_may_change()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double", "c: double");

        Assert.Equal(
            """[{"0": 1.0, "1": 2.0, "2": 3.0}, {"0": 4.0, "1": 5.0, "2": 6.0}, {"0": 7.0, "1": 8.0, "2": 9.0}]""",
            model.Score("""[{"a": 1, "b": 2, "c": 3}, {"c": 6, "b": 5, "a": 4}, {"b": 8, "x": 0, "c": 9, "a": 7}]"""));
    }

    [Fact]
    public void An_optional_key_may_be_missing_and_turn_up_late()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double?", "c: double?");

        Assert.Equal(
            """[{"0": 1.0, "1": NaN, "2": NaN}, {"0": 2.0, "1": 20.0, "2": NaN}, {"0": 3.0, "1": NaN, "2": 30.0}, {"0": 4.0, "1": NaN, "2": NaN}]""",
            model.Score("""[{"a": 1}, {"a": 2, "b": 20}, {"c": 30, "a": 3}, {"a": 4}]"""));
    }

    [Fact]
    public void A_required_key_must_be_in_every_row()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double", "c: double?");

        Assert.Equal("row 3: the column 'b' is missing.", model.Refuse("""[{"a": 1, "b": 1}, {"b": 2, "a": 2}, {"a": 3, "c": 3}]""").Message);
        Assert.Equal("the model's inputs 'b' are missing. There are extra columns: 'B'; names are compared with their case.", model.Refuse("""[{"a": 1, "B": 1}]""").Message);
    }

    [Theory]
    [InlineData("""[{"a": 1, "b": 2, "a": 3}]""")]
    [InlineData("""[{"a": 1, "b": 2}, {"a": 1, "b": 2, "a": 3}]""")]
    [InlineData("""[{"a": 1, "b": 2}, {"b": 1, "b": 2, "a": 3}]""")]
    [InlineData("""{"columns": ["a", "b", "a"], "data": [[1, 2, 3]]}""")]
    [InlineData("""{"inputs": {"a": [1], "b": [2], "a": [3]}}""")]
    public void A_key_that_stands_twice_is_refused(string json)
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double");

        Assert.Equal(InputErrors.DuplicateColumn, model.Refuse(json).Code);
    }

    [Fact]
    public void An_optional_column_that_is_absent_is_NaN_in_every_dialect()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double?");
        string expected = """[{"0": 1.0, "1": NaN}, {"0": 2.0, "1": NaN}]""";

        Assert.Equal(expected, model.Score("""{"columns": ["a"], "data": [[1], [2]]}"""));
        Assert.Equal(expected, model.Score("""[{"a": 1}, {"a": 2}]"""));
        Assert.Equal(expected, model.Score("""{"inputs": {"a": [1, 2]}}"""));
    }

    [Fact]
    public void An_optional_column_with_an_input_of_its_own_may_be_absent_too()
    {
        using TestModel model = TestModel.OfInputs(("a: double", "double"), ("b: double?", "double"));
        string expected = string.Join(", ", Enumerable.Range(0, 40).Select(row => $$"""{"a_out": {{row}}.0, "b_out": NaN}"""));
        string values = string.Join(", ", Enumerable.Range(0, 40));

        Assert.Equal($"[{expected}]", model.Score($$"""{"inputs": {"a": [{{values}}] } }"""));
        Assert.Equal($"[{expected}]", model.Score($$"""{"columns": ["a"], "data": [{{string.Join(", ", Enumerable.Range(0, 40).Select(row => $"[{row}]"))}}]}"""));
    }

    [Fact]
    public void An_optional_whole_number_cannot_be_absent()
    {
        using TestModel model = TestModel.OfColumns("int64", "a: long", "b: long?");

        Assert.Equal(
            "row 1, column 'b': the value is missing, and a column of type long cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.",
            model.Refuse("""[{"a": 1}, {"a": 2, "b": 3}]""").Message);
    }

    [Fact]
    public void Rows_with_many_keys_of_their_own_are_read_in_no_time()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double");
        string rows = string.Join(", ", Enumerable.Range(0, 20_000).Select(row => $$"""{"a": {{row}}, "key_{{row}}": 1}"""));

        Assert.StartsWith("""[{"x_out": 0.0}, {"x_out": 1.0}, """, model.Score($"[{rows}]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"a": 1}, [2]]""")]
    [InlineData("""[{"a": 1}, 2]""")]
    [InlineData("""[{"a": 1}, null]""")]
    public void A_row_that_is_no_object_is_refused(string json)
    {
        using TestModel model = TestModel.OfColumns("double", "a: double");

        Assert.Contains("where row 2, an object, should stand", model.Refuse(json).Message, StringComparison.Ordinal);
    }
}
