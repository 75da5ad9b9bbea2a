namespace AmlEndpoints.Tests.Scoring;

/// <summary>Every way from rows to the inputs of a graph.</summary>
public sealed class FeedingModels
{
    [Theory]
    [InlineData("""{"inputs": [[1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0, 1]]}""")]
    [InlineData("""{"data": [[1, 2, 3, 4], [5, 6, 7, 8], [0, 0, 0, 1]]}""")]
    public void A_graph_of_one_row_is_run_row_by_row(string json)
    {
        using TestModel model = TestModel.Named("fixed_batch");
        string expected = """[{"0": 12.0, "1": 1.0}, {"0": 28.0, "1": 5.0}, {"0": 2.0, "1": -1.0}]""";

        Assert.Equal(expected, model.Score(json));
        Assert.Equal(expected, model.Score(json));
        Assert.Equal(expected, model.ScoreCsv("a,b,c,d\n1,2,3,4\n5,6,7,8\n0,0,0,1\n"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_graph_of_several_rows_takes_any_number(int rows)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", 3, 2), new GraphInput("s", "string", 3));
        string numbers = string.Join(", ", Enumerable.Range(0, rows).Select(row => $"[{row}, {row + 0.5}]"));
        string texts = string.Join(", ", Enumerable.Range(0, rows).Select(row => $"\"{row}\""));
        string expected = string.Join(", ", Enumerable.Range(0, rows).Select(row => $$"""{"x_out": [{{row}}.0, {{row}}.5], "s_out": "{{row}}"}"""));

        Assert.Equal($"[{expected}]", model.Score($$"""{"inputs": {"x": [{{numbers}}], "s": [{{texts}}] } }"""));
    }

    [Fact]
    public void Columns_go_to_inputs_of_their_name()
    {
        using TestModel model = TestModel.Named("multi_input");
        string expected = """[{"score": 21.0}, {"score": 12.0}]""";

        Assert.Equal(expected, model.Score("""{"columns": ["income", "age"], "data": [[1000, 40], [2000, 20]]}"""));
        Assert.Equal(expected, model.Score("""[{"age": 40, "income": 1000}, {"income": 2000, "age": 20}]"""));
        Assert.Equal(expected, model.Score("""{"inputs": {"income": [[1000], [2000]], "age": [[40], [20]]}}"""));
        Assert.Equal(expected, model.ScoreCsv("income,name,age\n1000,x,40\n2000,y,20\n"));
    }

    [Fact]
    public void Inputs_without_a_column_dimension_take_a_value_a_row()
    {
        using TestModel model = TestModel.Named("rank1_inputs");

        Assert.Equal("""[{"sum": 3.0, "product": 2.0}, {"sum": 7.0, "product": 12.0}]""", model.ScoreCsv("b,a\n1,2\n3,4\n"));
    }

    [Fact]
    public void Texts_go_in()
    {
        using TestModel model = TestModel.Named("string_input");

        Assert.Equal("""[{"label": 1}, {"label": 2}, {"label": -1}]""", model.Score("""{"inputs": [["paris"], ["london"], ["Paris"]]}"""));
        Assert.Equal("""[{"label": 1}, {"label": 2}, {"label": -1}]""", model.ScoreCsv("city\nparis\n\"london\"\nNA\n"));
    }

    [Fact]
    public void Booleans_and_small_whole_numbers_go_in()
    {
        using TestModel model = TestModel.Named("bool_int32");

        Assert.Equal("""[{"result": 7}, {"result": 0}, {"result": -2147483648}]""", model.Score("""[{"flag": true, "count": 7}, {"flag": false, "count": 8}, {"flag": "True", "count": -2147483648}]"""));
        Assert.Equal("""[{"result": 7}, {"result": 0}]""", model.ScoreCsv("count,flag\n7,TRUE\n8,0\n"));
        Assert.Equal("row 1, column 'count': 2147483648 does not fit: the column is integer and the model's tensor is int32.", model.Refuse("""[{"flag": true, "count": 2147483648}]""").Message);
    }

    [Fact]
    public void Weights_may_lie_beside_the_model()
    {
        using TestModel model = TestModel.Named("external_data");

        Assert.Equal("""[{"0": 12.0, "1": 1.0}]""", model.Score("""{"inputs": [[1, 2, 3, 4]]}"""));
    }

    [Fact]
    public void A_column_of_lists_goes_to_a_tensor()
    {
        using TestModel model = TestModel.Create(
            Graph.Identity(new GraphInput("x", "float", -1, 2)),
            [new AmlEndpoints.Models.ColumnSpec("x", new AmlEndpoints.Models.ArrayColumnType(new AmlEndpoints.Models.ScalarColumnType(AmlEndpoints.Models.DataType.Double)), true)]);

        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""{"columns": ["x"], "data": [[[1, 2]]]}"""));
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""[{"x": [1, 2]}]"""));
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.ScoreCsv("x\n\"[1, 2]\"\n"));
    }

    [Fact]
    public void Columns_without_names_go_by_position()
    {
        using TestModel model = TestModel.Create(
            Graph.Identity(new GraphInput("x", "double", -1, 2)),
            [.. Enumerable.Repeat(new AmlEndpoints.Models.ColumnSpec(null, new AmlEndpoints.Models.ScalarColumnType(AmlEndpoints.Models.DataType.Double), true), 2)]);

        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""{"data": [[1, 2]]}"""));
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("[[1, 2]]"));
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""{"columns": ["b", "a", "c"], "data": [[1, 2, 3]]}"""));
        Assert.Equal("the signature declares 2 columns without names, and a row has 1 values.", model.Refuse("""{"data": [[1]]}""").Message);
        Assert.Equal("row 2, column 2: 'x' is not a number, and the column is double.", model.Refuse("""{"data": [[1, 2], [3, "x"]]}""").Message);
    }

    [Fact]
    public void A_single_value_for_all_rows_is_taken_row_by_row()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1), new GraphInput("threshold", "float"));

        Assert.Equal(
            """[{"x_out": 1.0, "threshold_out": 10.0}, {"x_out": 2.0, "threshold_out": 20.0}]""",
            model.Score("""[{"x": 1, "threshold": 10}, {"x": 2, "threshold": 20}]"""));
    }

    [Fact]
    public void A_run_that_was_stopped_too_late_does_not_stop_the_next()
    {
        using TestModel model = TestModel.Named("int64");
        AmlEndpoints.Scoring.ScoringRun run = model.Model.Rent();
        run.Options.Terminate = true;
        model.Model.Return(run);

        Assert.Equal("""[{"id_out": 5}]""", model.Score("""{"inputs": [5]}"""));
    }

    [Fact]
    public void A_request_that_was_stopped_throws_and_the_next_is_answered()
    {
        using TestModel model = TestModel.Named("int64");

        Assert.Throws<OperationCanceledException>(() => model.Model.ScoreJson("""{"inputs": [5]}"""u8, new System.Buffers.ArrayBufferWriter<byte>(), new CancellationToken(canceled: true)));
        Assert.Equal("""[{"id_out": 5}]""", model.Score("""{"inputs": [5]}"""));
    }
}
