using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

public sealed class LoadingModels
{
    [Theory]
    [InlineData("custom_operator", FileErrors.CustomOperator, "com.example:Frobnicate")]
    [InlineData("future_opset", FileErrors.OpsetTooNew, "opset")]
    public void A_model_that_cannot_run_here_is_explained(string name, string code, string what)
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => OnnxModel.Load(TestData.Model(name)));

        Assert.Equal(code, error.Code);
        Assert.StartsWith($"{TestData.Model(name)}: ONNX Runtime {OnnxSession.Version} cannot load the model: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorCode", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] model = File.ReadAllBytes(TestData.Model("two_outputs"));

        foreach (string path in new[] { folder.Write("empty.onnx", ""), folder.Write("text.onnx", "model"), folder.Write("half.onnx", model[..(model.Length / 2)]), Path.Combine(TestData.Images, "pullover.png") })
        {
            Assert.Equal(FileErrors.OnnxInvalid, Assert.Throws<AmlFileException>(() => OnnxModel.Load(path)).Code);
        }
    }

    [Fact]
    public void Weights_that_are_missing_are_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("model.onnx", File.ReadAllBytes(TestData.Model("external_data")));

        AmlFileException error = Assert.Throws<AmlFileException>(() => OnnxModel.Load(path));

        Assert.Equal(FileErrors.OnnxInvalid, error.Code);
        Assert.Contains("weights.bin", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("it must lie beside the model.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_where_nothing_is_is_told()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => OnnxModel.Load(folder.At("none"))).Code);
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => OnnxModel.Load(folder.At("none.onnx"))).Code);
        Assert.Equal(FileErrors.NotAModelFolder, Assert.Throws<AmlFileException>(() => OnnxModel.Load(folder.Path)).Code);
    }

    [Fact]
    public void A_model_tells_what_it_takes_and_gives()
    {
        using TestModel model = TestModel.Named("zipmap");

        Assert.Equal(["in X: tensor(float) (-1, 2)", "out output_label: tensor(int64) (-1)", "out output_probability: sequence"], model.Model.Describe());
        Assert.Null(model.Model.Folder);
        Assert.Equal(TestData.Model("zipmap"), model.Model.ModelPath);
    }

    [Theory]
    [InlineData("a: double", "the signature has 1 columns, which make 1 values a row, the graph takes x: tensor(float) (-1, 2).")]
    [InlineData("a: double|b: double|c: double", "the signature has 3 columns, which make 3 values a row, the graph takes x: tensor(float) (-1, 2).")]
    [InlineData("a: double|b: string", "the signature's column 'b' is string, the graph's input is x: tensor(float) (-1, 2).")]
    [InlineData("a: double|b: boolean", "the signature's column 'b' is boolean, the graph's input is x: tensor(float) (-1, 2).")]
    [InlineData("a: double|b: datetime", "the signature's column 'b' is datetime, which ONNX does not have.")]
    [InlineData("a: double|b: binary", "the signature's column 'b' is binary, which ONNX does not have.")]
    public void Columns_that_do_not_fit_the_graph_are_refused(string columns, string problem)
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => TestModel.Create(Graph.Identity(new GraphInput("x", "float", -1, 2)), [.. columns.Split('|').Select(TestModel.Column)]));

        Assert.Equal(FileErrors.SignatureMismatch, error.Code);
        Assert.EndsWith($"MLmodel: {problem}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_must_be_the_inputs_when_there_are_several()
    {
        byte[] graph = Graph.Identity(new GraphInput("a", "float", -1, 1), new GraphInput("b", "float", -1, 1));

        Assert.EndsWith("the signature's column 'c' is none of the graph's inputs, the graph takes a: tensor(float) (-1, 1); b: tensor(float) (-1, 1).", Refuse(graph, TestModel.Column("a: double"), TestModel.Column("c: double")), StringComparison.Ordinal);
        Assert.EndsWith("the signature has no column 'b', the graph takes a: tensor(float) (-1, 1); b: tensor(float) (-1, 1).", Refuse(graph, TestModel.Column("a: double")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_must_be_those_of_the_graph()
    {
        byte[] one = Graph.Identity(new GraphInput("x", "float", -1, 2));
        byte[] two = Graph.Identity(new GraphInput("a", "float", -1), new GraphInput("b", "float", -1));

        Assert.EndsWith("the signature's tensor has the shape (-1, 3), the graph's input is x: tensor(float) (-1, 2).", Refuse(one, new TensorSpec(null, "float32", [-1, 3])), StringComparison.Ordinal);
        Assert.EndsWith("the signature's tensor has the shape (-1), the graph's input is x: tensor(float) (-1, 2).", Refuse(one, new TensorSpec(null, "float32", [-1])), StringComparison.Ordinal);
        Assert.EndsWith("the signature's tensor 'x' has the dtype 'complex64', which ONNX does not have.", Refuse(one, new TensorSpec(null, "complex64", [-1, 2])), StringComparison.Ordinal);
        Assert.EndsWith("the signature has 1 tensors, the graph takes a: tensor(float) (-1); b: tensor(float) (-1).", Refuse(two, new TensorSpec("a", "float32", [-1])), StringComparison.Ordinal);
        Assert.EndsWith("the signature has no tensor 'b', the graph takes a: tensor(float) (-1); b: tensor(float) (-1).", Refuse(two, new TensorSpec("a", "float32", [-1]), new TensorSpec("c", "float32", [-1])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_tensor_may_have_any_name_and_be_declared_wider()
    {
        using TestModel model = TestModel.Create(Graph.Identity(new GraphInput("x", "float", -1, 2)), [new TensorSpec("input", "float64", [-1, -1])]);

        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""{"inputs": {"input": [[1, 2]]}}"""));
        Assert.Equal("""[{"0": 1.0, "1": 2.0}]""", model.Score("""{"inputs": [[1, 2]]}"""));
    }

    [Fact]
    public void A_graph_without_inputs_is_refused()
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => TestModel.Create(Graph.Constant(), null));

        Assert.Equal(FileErrors.SignatureMismatch, error.Code);
        Assert.EndsWith("the graph has no inputs.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("intra_op_num_threads: 2", null)]
    [InlineData("execution_mode: Parallel", null)]
    [InlineData("graph_optimization_level: 99", null)]
    [InlineData("extra_session_config:\n        session.set_denormal_as_zero: '1'", null)]
    [InlineData("something_new: null", null)]
    [InlineData("intra_op_num_threads: many", "flavors.onnx.onnx_session_options.intra_op_num_threads has the value 'many', which ONNX Runtime does not take.")]
    [InlineData("execution_mode: fast", "flavors.onnx.onnx_session_options.execution_mode has the value 'fast', which ONNX Runtime does not take.")]
    [InlineData("graph_optimization_level: 1000", "flavors.onnx.onnx_session_options.graph_optimization_level has the value '1000', which ONNX Runtime does not take.")]
    public void Session_options_of_the_folder_are_used(string options, string? problem)
    {
        using TemporaryFolder folder = new();
        folder.Write("model.onnx", File.ReadAllBytes(TestData.Model("int64")));
        folder.Write("MLmodel", $"flavors:\n  onnx:\n    data: model.onnx\n    onnx_session_options:\n      {options}\n");

        if (problem is null)
        {
            OnnxModel.Load(folder.Path).Dispose();
            return;
        }

        AmlFileException error = Assert.Throws<AmlFileException>(() => OnnxModel.Load(folder.Path));
        Assert.Equal((FileErrors.MLmodelInvalid, $"{folder.At("MLmodel")}: {problem}"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("mlflow_version: 1.26.0\n", """[{"a": 1}]""")]
    [InlineData("mlflow_version: 2.4.1\n", """{"predictions": [{"a": 1}]}""")]
    [InlineData("mlflow_version: 10.0.0\n", """{"predictions": [{"a": 1}]}""")]
    [InlineData("", """[{"a": 1}]""")]
    public void Predictions_are_printed_as_the_release_of_the_folder_prints_them(string version, string expected)
    {
        using TemporaryFolder folder = new();
        folder.Write("model.onnx", File.ReadAllBytes(TestData.Model("int64")));
        folder.Write("MLmodel", $"{version}flavors:\n  onnx:\n    data: model.onnx\n");
        using OnnxModel model = OnnxModel.Load(folder.Path);
        using OnnxModel bare = OnnxModel.Load(folder.At("model.onnx"));

        Assert.Equal(expected, PredictionText.Wrap(model, """{"a": 1}"""));
        Assert.Equal("""{"predictions": []}""", PredictionText.Wrap(bare, ""));
    }

    private static string Refuse(byte[] graph, params SignatureField[] fields)
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => TestModel.Create(graph, fields));
        Assert.Equal(FileErrors.SignatureMismatch, error.Code);
        return error.Message;
    }
}
