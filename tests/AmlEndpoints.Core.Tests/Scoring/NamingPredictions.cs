using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>The names and forms of what a model answers.</summary>
public sealed class NamingPredictions
{
    [Fact]
    public void A_single_output_of_several_values_has_numbers_for_names()
    {
        using TestModel model = TestModel.Named("fixed_batch");

        Assert.Equal("""[{"0": 12.0, "1": 1.0}]""", model.Score("""{"inputs": [[1, 2, 3, 4]]}"""));
    }

    [Fact]
    public void A_single_output_of_one_value_has_its_own_name()
    {
        using TestModel column = TestModel.Named("multi_input");
        using TestModel vector = TestModel.Named("int64");

        Assert.Equal("""[{"score": 21.0}]""", column.Score("""{"inputs": {"age": [[40]], "income": [[1000]]}}"""));
        Assert.Equal("""[{"id_out": 5}]""", vector.Score("""{"inputs": [5]}"""));
    }

    [Fact]
    public void Among_several_outputs_several_values_are_a_list()
    {
        using TestModel model = TestModel.Named("two_outputs");

        Assert.Equal(
            """[{"probabilities": [0.5, 0.5, 0.0], "label": 0}, {"probabilities": [0.0, 0.0, 1.0], "label": 2}]""",
            model.Score("""{"inputs": [[200, 200, 0, 0], [0, 0, 200, 0]]}"""));
    }

    [Fact]
    public void Several_outputs_of_one_value_have_their_names()
    {
        using TestModel model = TestModel.Named("rank1_inputs");

        Assert.Equal("""[{"sum": 3.0, "product": 2.0}, {"sum": 7.5, "product": 13.5}]""", model.Score("""{"inputs": {"a": [1, 3], "b": [2, 4.5]}}"""));
    }

    [Theory]
    [InlineData("zipmap", """[{"output_label": 0, "output_probability": {"0": 0.9959298968315125, "1": 0.004070137720555067}}, {"output_label": 1, "output_probability": {"0": 0.006692850962281227, "1": 0.9933071732521057}}]""")]
    [InlineData("zipmap_string", """[{"output_label": "no", "output_probability": {"no": 0.9959298968315125, "yes": 0.004070137720555067}}, {"output_label": "yes", "output_probability": {"no": 0.006692850962281227, "yes": 0.9933071732521057}}]""")]
    public void Maps_are_objects_with_texts_for_keys(string name, string expected)
    {
        using TestModel model = TestModel.Named(name);

        Assert.Equal(Rounded(expected), Rounded(model.Score("""{"inputs": [[-2, 2], [2, -0.5]]}""")));
    }

    [Fact]
    public void Texts_are_escaped_to_ASCII_as_in_Python()
    {
        using TestModel model = TestModel.Named("string_output");

        Assert.Equal("""[{"label": "tea"}, {"label": "caf\u00e9"}, {"label": "mate"}]""", model.Score("""{"inputs": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}"""));
    }

    [Fact]
    public void Whole_numbers_beyond_2_to_the_53_are_exact()
    {
        using TestModel model = TestModel.Named("int64");

        Assert.Equal(
            """[{"id_out": 9007199254740993}, {"id_out": -9223372036854775808}]""",
            model.Score("""{"inputs": [9007199254740993, -9223372036854775808]}"""));
    }

    [Fact]
    public void NaN_and_infinity_are_the_words_of_Python()
    {
        using TestModel model = TestModel.Named("nan_output");

        Assert.Equal("""[{"y": NaN}, {"y": -Infinity}, {"y": 0.0}]""", model.Score("""{"inputs": [[-1], [0], [1]]}"""));
    }

    [Fact]
    public void An_output_that_is_not_one_a_row_is_refused()
    {
        using TestModel model = TestModel.Named("scalar_output");

        Assert.Equal("""[{"mean": 2.0}]""", model.Score("""{"inputs": [[1, 2, 3]]}"""));
        AmlInputException error = model.Refuse("""{"inputs": [[1, 2, 3], [4, 5, 6]]}""");
        Assert.Equal(InputErrors.ModelFailed, error.Code);
        Assert.Equal("the model's output 'mean' cannot be given as a record a row: it has the shape () for 2 rows, and one value a row is needed.", error.Message);
        Assert.Equal("""[{"mean": 2.0}]""", model.Score("""{"inputs": [[1, 2, 3]]}"""));
    }

    [Fact]
    public void Values_have_the_type_of_their_tensor()
    {
        using TestModel model = TestModel.OfTensors(
            new GraphInput("f", "float", -1), new GraphInput("h", "float16", -1), new GraphInput("b", "bool", -1), new GraphInput("u", "uint8", -1), new GraphInput("s", "string", -1), new GraphInput("m", "int32", -1, 2, 1));
        RowScoring rows = new(model.Model);
        rows.Add(["f", "h", "b", "u", "s", "m"], [1.5, 2.5, true, 255, "é", new[] { 1, 2 }], 1);

        using PredictionBatch batch = rows.Score(null, default);

        Assert.Equal(["f_out", "h_out", "b_out", "u_out", "s_out", "m_out"], batch.Predictions.Names);
        object[] values = [.. Enumerable.Range(0, 6).Select(column => batch.Predictions.GetValue(0, column))];
        Assert.Equal([1.5f, 2.5f, true, (byte)255, "é"], values.Take(5));
        Assert.Equal(new object[] { new object[] { 1 }, new object[] { 2 } }, values[5]);
    }

    [Fact]
    public void Maps_are_given_as_pairs()
    {
        using TestModel model = TestModel.Named("zipmap_string");
        RowScoring rows = new(model.Model);
        rows.Add(null, [-2, 2], 1);

        using PredictionBatch batch = rows.Score(null, default);

        Assert.Equal(["output_label", "output_probability"], batch.Predictions.Names);
        KeyValuePair<string, object>[] map = Assert.IsType<KeyValuePair<string, object>[]>(batch.Predictions.GetValue(0, 1));
        Assert.Equal(["no", "yes"], map.Select(pair => pair.Key));
        Assert.All(map, pair => Assert.IsType<float>(pair.Value));
    }

    [Fact]
    public void A_batch_cannot_be_read_when_its_memory_was_given_back()
    {
        using TestModel model = TestModel.Named("int64");
        RowScoring rows = new(model.Model);
        rows.Add(null, [1], 1);
        PredictionBatch batch = rows.Score(null, default);

        batch.Dispose();
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.Predictions);
    }

    // The last digits depend on the processor.
    private static string Rounded(string json) =>
        System.Text.RegularExpressions.Regex.Replace(json, @"(\.\d{5})\d+", "$1");
}
