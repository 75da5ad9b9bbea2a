namespace AmlEndpoints.Tests.Scoring;

/// <summary>Nested lists for models that take tensors.</summary>
public sealed class ReadingJsonTensors
{
    [Theory]
    [InlineData("""{"inputs": [[1, 2, 3, 4], [5, 6, 7, 8]]}""")]
    [InlineData("""{"inputs": {"x": [[1, 2, 3, 4], [5, 6, 7, 8]]}}""")]
    [InlineData("""{"inputs": {"other": [NaN, {}], "x": [[1, 2, 3, 4], [5, 6, 7, 8]]}}""")]
    [InlineData("""{"instances": [[1, 2, 3, 4], [5, 6, 7, 8]]}""")]
    [InlineData("""{"instances": [{"x": [1, 2, 3, 4]}, {"x": [5, 6, 7, 8]}]}""")]
    [InlineData("""{"input_data": [[1, 2, 3, 4], [5, 6, 7, 8]]}""")]
    [InlineData("""{"input_data": {"x": [[1, 2, 3, 4], [5, 6, 7, 8]]}}""")]
    [InlineData("""{"input_data": {"columns": ["a", "b", "c", "d"], "data": [[1, 2, 3, 4], [5, 6, 7, 8]]}}""")]
    [InlineData("""[[1, 2, 3, 4], [5, 6, 7, 8]]""")]
    [InlineData("""{"data": [[1, 2, 3, 4], [5, 6, 7, 8]]}""")]
    [InlineData("""{"dataframe_split": {"columns": ["x"], "data": [[[1, 2, 3, 4]], [[5, 6, 7, 8]]]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": 2, "c": 3, "d": 4}, {"a": 5, "b": 6, "c": 7, "d": 8}]}""")]
    public void A_tensor_comes_in_every_dialect(string json)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 4));

        Assert.Equal("""[{"0": 1.0, "1": 2.0, "2": 3.0, "3": 4.0}, {"0": 5.0, "1": 6.0, "2": 7.0, "3": 8.0}]""", model.Score(json));
    }

    [Fact]
    public void The_real_model_of_the_scenario_answers_alike_in_every_dialect()
    {
        using TestModel model = TestModel.Named("images_nchw");
        string image = $"[{string.Join(", ", Enumerable.Repeat($"[{string.Join(", ", Enumerable.Repeat("0.5", 28))}]", 28))}]";
        string flat = string.Join(", ", Enumerable.Repeat("0.5", 784));
        string expected = """[{"0": 392.0, "1": 196.0, "2": 196.0}]""";

        Assert.Equal(expected, model.Score($$"""{"inputs": [[{{image}}]]}"""));
        Assert.Equal(expected, model.Score($$"""{"instances": [[{{image}}]]}"""));
        Assert.Equal(expected, model.Score($$"""{"data": [[{{flat}}]]}"""));
        Assert.Equal(expected, model.Score($$"""{"columns": ["image"], "data": [[[{{image}}]]]}"""));
    }

    [Theory]
    [InlineData("[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]", """[{"x_out": [[1.0, 2.0], [3.0, 4.0]]}, {"x_out": [[5.0, 6.0], [7.0, 8.0]]}]""")]
    [InlineData("[[[1, 2]], [[5, 6]]]", """[{"x_out": [[1.0, 2.0]]}, {"x_out": [[5.0, 6.0]]}]""")]
    [InlineData("[[[1]]]", """[{"x_out": 1.0}]""")]
    [InlineData("[[[1, 2, 3]]]", """[{"x_out": [[1.0, 2.0, 3.0]]}]""")]
    [InlineData("[[[1], [2], [3]]]", """[{"x_out": [[1.0], [2.0], [3.0]]}]""")]
    [InlineData("[[[NaN, 1], [null, -Infinity]]]", """[{"x_out": [[NaN, 1.0], [NaN, -Infinity]]}]""")]
    public void Free_dimensions_take_what_is_given(string tensor, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "double", -1, -1, -1));

        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(expected, model.Score($$"""{"inputs": {{tensor}} }"""));
        }
    }

    [Fact]
    public void Shapes_may_change_from_request_to_request()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1, -1));

        Assert.Equal("""[{"x_out": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]}]""", model.Score("""{"inputs": [[[1, 2], [3, 4], [5, 6]]]}"""));
        Assert.Equal("""[{"x_out": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]}]""", model.Score("""{"inputs": [[[1, 2, 3], [4, 5, 6]]]}"""));
        Assert.Equal("""[{"x_out": [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]}]""", model.Score("""{"inputs": [[[1, 2, 3, 4, 5, 6]]]}"""));
    }

    [Theory]
    [InlineData("""{"inputs": [[1, 2, 3, 4], [5, 6, 7]]}""", "the tensor 'x' is ragged: a list of 3 stands beside a list of 4 (line 1, column 36).")]
    [InlineData("""{"inputs": [[1, 2, 3], [4, 5, 6, 7]]}""", "the tensor 'x' is ragged: a list of 4 stands beside a list of 3 (line 1, column 36).")]
    [InlineData("""{"inputs": [[1, 2, 3, 4], 5]}""", "the tensor 'x' is ragged: a value stands beside a list (line 1, column 27).")]
    [InlineData("""{"inputs": [1, [2, 3, 4, 5]]}""", "the tensor 'x' is ragged: a value stands beside a list (line 1, column 16).")]
    [InlineData("""{"inputs": [[], [1, 2, 3, 4]]}""", "the tensor 'x' is ragged: a list of 4 stands beside a list of 0 (line 1, column 29).")]
    [InlineData("""{"inputs": [[1, [2], 3, 4]]}""", "the tensor 'x' is ragged: a value stands beside a list (line 1, column 17).")]
    [InlineData("""{"inputs": [1, 2, 3, 4]}""", "the tensor 'x' has the shape (4), and the model takes (-1, 4).")]
    [InlineData("""{"inputs": [[1, 2, 3]]}""", "the tensor 'x' has the shape (1, 3), and the model takes (-1, 4).")]
    [InlineData("""{"inputs": [[[1, 2, 3, 4]]]}""", "the tensor 'x' has the shape (1, 1, 4), and the model takes (-1, 4).")]
    [InlineData("""{"data": [[1, 2, 3]]}""", "a row has 3 values, and a row of the model's input 'x' has 4 (4).")]
    [InlineData("""{"data": [[1, 2, 3, 4], [5, 6, 7]]}""", "row 2 has 3, fewer values than the 4 columns.")]
    [InlineData("""{"data": [[1, 2, 3, 4], [5, 6, 7, 8, 9]]}""", "row 2 has more values than the 4 columns.")]
    [InlineData("""{"columns": ["x"], "data": [[[1, 2, 3]]]}""", "row 1, column 'x': the list has 3 values, and 4 make a row.")]
    [InlineData("""{"columns": ["x"], "data": [[1]]}""", "row 1, column 'x': one value stands where a list of 4 should.")]
    public void Other_shapes_are_refused(string json, string message)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 4));

        AmlInputException error = model.Refuse(json);

        Assert.Equal((InputErrors.InvalidShape, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("[[1, 2, 3], [4]]")]
    [InlineData("[1, [2, 3], 4]")]
    [InlineData("[[1, 2], 3, 4]")]
    [InlineData("[[], [1, 2, 3, 4]]")]
    [InlineData("[[[1], [2]], [[3, 4]]]")]
    [InlineData("[[[1, 2]], [3, 4]]")]
    public void Lists_in_a_row_make_a_box(string list)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 2, 2));

        AmlInputException error = model.Refuse($$"""[{"x": [[1, 2], [3, 4]]}, {"x": {{list}} }]""");

        Assert.Equal((InputErrors.InvalidShape, "row 2, column 'x': the lists in the list do not have the same length."), (error.Code, error.Message));
        Assert.EndsWith("row 2, column 'x': the lists in the list do not have the same length.", model.RefuseCsv($"x\n\"[1, 2, 3, 4]\"\n\"{list}\"\n").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"columns": ["x"], "data": [[[1, 2]], [[3]]]}""")]
    [InlineData("""{"columns": ["x"], "data": [[[]], [[1, 2]]]}""")]
    [InlineData("""{"columns": ["x"], "data": [[[1, 2]], [[]]]}""")]
    [InlineData("""{"columns": ["x"], "data": [[[1, 2]], [3]]}""")]
    [InlineData("""[{"x": []}, {"x": [1, 2]}]""")]
    [InlineData("""[{"x": [1, 2]}, {"x": [1, 2, 3]}]""")]
    [InlineData("""[{"x": [1, 2]}, {"x": 3}]""")]
    [InlineData("""{"data": [[1, 2], [3, 4, 5]]}""")]
    public void Rows_of_a_free_length_have_the_same_length(string json)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));

        Assert.Equal(InputErrors.InvalidShape, model.Refuse(json).Code);
    }

    [Theory]
    [InlineData("""{"columns": ["x"], "data": [[[1, 2]], [[3, 4]]]}""")]
    [InlineData("""[{"x": [1, 2]}, {"x": [3, 4]}]""")]
    [InlineData("""{"data": [[1, 2], [3, 4]]}""")]
    [InlineData("""{"inputs": [[1, 2], [3, 4]]}""")]
    public void Rows_of_a_free_length_are_read(string json)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));

        Assert.Equal("""[{"0": 1.0, "1": 2.0}, {"0": 3.0, "1": 4.0}]""", model.Score(json));
        Assert.Equal("""[{"x_out": 7.0}]""", model.Score("""{"inputs": [[7]]}"""));
    }

    [Theory]
    [InlineData("""{"inputs": {"a": [1, 2], "b": [[1, 2, 3], [4, 5, 6]]}}""")]
    [InlineData("""{"inputs": {"b": [[1, 2, 3], [4, 5, 6]], "a": [1, 2]}}""")]
    [InlineData("""{"input_data": {"b": [[1, 2, 3], [4, 5, 6]], "a": [1, 2]}}""")]
    [InlineData("""{"instances": [{"a": 1, "b": [1, 2, 3]}, {"b": [4, 5, 6], "a": 2}]}""")]
    [InlineData("""{"instances": [{"a": 1, "b": [1, 2, 3]}, {"b": [4, 5, 6], "z": [0], "a": 2}]}""")]
    [InlineData("""{"columns": ["b", "a"], "data": [[[1, 2, 3], 1], [[4, 5, 6], 2]]}""")]
    public void Several_tensors_come_by_name(string json)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("a", "int64", -1), new GraphInput("b", "double", -1, 3));

        Assert.Equal("""[{"a_out": 1, "b_out": [1.0, 2.0, 3.0]}, {"a_out": 2, "b_out": [4.0, 5.0, 6.0]}]""", model.Score(json));
    }

    [Theory]
    [InlineData("""{"inputs": {"a": [1]}}""", "the model's inputs 'b' are missing.")]
    [InlineData("""{"inputs": {}}""", "the object has no tensors.")]
    [InlineData("""{"inputs": [1]}""", "the model takes 2 tensors. Give an object with 'a', 'b'.")]
    [InlineData("""{"inputs": {"a": [1, 2], "b": [[1, 2, 3]]}}""", "'b' has 1 rows, and the one before it has 2. All must have the same number.")]
    [InlineData("""[{"a": 1}]""", "the model's inputs 'b' are missing.")]
    [InlineData("""{"inputs": {"a": 1, "b": [[1, 2, 3]]}}""", "line 1, column 18: the JSON has '1, \"b\": [[1,' where a list for the tensor 'a' should stand.")]
    public void Tensors_that_are_missing_or_differ_are_refused(string json, string message)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("a", "int64", -1), new GraphInput("b", "double", -1, 3));

        Assert.Equal(message, model.Refuse(json).Message);
    }

    [Theory]
    [InlineData("float", "1.5", "1.5")]
    [InlineData("double", "1.5", "1.5")]
    [InlineData("float16", "1.5", "1.5")]
    [InlineData("int64", "-9007199254740993", "-9007199254740993")]
    [InlineData("int32", "-5", "-5")]
    [InlineData("int16", "-32768", "-32768")]
    [InlineData("int8", "-128", "-128")]
    [InlineData("uint64", "18446744073709551615", "18446744073709551615")]
    [InlineData("uint32", "4294967295", "4294967295")]
    [InlineData("uint16", "65535", "65535")]
    [InlineData("uint8", "255", "255")]
    [InlineData("bool", "true", "true")]
    [InlineData("string", "\"é\"", "\"\\u00e9\"")]
    public void Every_element_type_is_taken_and_given(string type, string value, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", type, -1, 2));

        Assert.Equal($$"""[{"0": {{expected}}, "1": {{expected}}}]""", model.Score($$"""{"inputs": [[{{value}}, {{value}}]]}"""));
    }

    [Fact]
    public void Lists_that_are_nested_without_end_are_refused()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));
        string deep = new('[', 100_000);

        foreach (string json in new[] { deep, $$"""{"inputs": {{deep}}""", $$"""{"data": [[{{deep}}""", $$"""{"ignored": {{deep}}""", $$"""{"ignored": {{string.Concat(Enumerable.Repeat("{\"a\":", 100_000))}}""" })
        {
            Assert.Contains("nested deeper than", model.Refuse(json).Message, StringComparison.Ordinal);
        }
    }
}
