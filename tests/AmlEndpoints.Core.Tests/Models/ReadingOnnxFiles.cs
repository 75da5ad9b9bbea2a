using AmlEndpoints.Models;
using CsCheck;

namespace AmlEndpoints.Tests.Models;

/// <summary>What an ONNX file says of itself, read without a runtime.</summary>
public sealed class ReadingOnnxFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(ReadingOnnxFiles));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("two_outputs", "ai.onnx=17", "ai.onnx:Gemm, ai.onnx:Softmax, ai.onnx:ArgMax")]
    [InlineData("zipmap", "ai.onnx=17, ai.onnx.ml=2", "ai.onnx.ml:LinearClassifier, ai.onnx.ml:ZipMap")]
    [InlineData("string_output", "ai.onnx=17, ai.onnx.ml=2", "ai.onnx:ArgMax, ai.onnx.ml:LabelEncoder")]
    [InlineData("custom_operator", "ai.onnx=17, com.example=1", "com.example:Frobnicate")]
    [InlineData("future_opset", "ai.onnx=99", "ai.onnx:Identity")]
    public void Operator_sets_and_operators_are_found(string name, string opsets, string operators)
    {
        OnnxGraph graph = OnnxGraph.Read(TestData.Model(name));

        Assert.Equal(opsets, string.Join(", ", graph.Opsets.OrderBy(opset => opset.Key, StringComparer.Ordinal).Select(opset => $"{opset.Key}={opset.Value}")));
        Assert.Equal(operators, string.Join(", ", graph.Operators.Select(used => $"{used.Domain}:{used.Name}")));
        Assert.Equal((8, "make_models.py"), (graph.IrVersion, graph.Producer));
        Assert.Empty(graph.ExternalFiles);
    }

    [Fact]
    public void Files_with_weights_are_found() => Assert.Equal(["weights.bin"], OnnxGraph.Read(TestData.Model("external_data")).ExternalFiles);

    [Fact]
    public void Files_with_weights_are_found_in_the_bodies_of_branches_too()
    {
        byte[] tensor = Graph.Message(text => Graph.Write(text, 13, Graph.Message(entry =>
        {
            Graph.Write(entry, 1, "location");
            Graph.Write(entry, 2, "sub/branch.bin");
        })));
        byte[] inner = Graph.Message(graph => Graph.Write(graph, 5, tensor));
        byte[] node = Graph.Message(text =>
        {
            Graph.Write(text, 4, "If");
            Graph.Write(text, 5, Graph.Message(attribute => Graph.Write(attribute, 6, inner)));
        });
        byte[] model = Graph.Message(text => Graph.Write(text, 7, Graph.Message(graph => Graph.Write(graph, 1, node))));

        OnnxGraph graph = OnnxGraph.Read(_folder.Write("model.onnx", model));

        Assert.Equal(["sub/branch.bin"], graph.ExternalFiles);
        Assert.Equal([("ai.onnx", "If")], graph.Operators);
    }

    [Fact]
    public void The_models_own_functions_are_no_operators()
    {
        byte[] node = Graph.Message(text =>
        {
            Graph.Write(text, 4, "Twice");
            Graph.Write(text, 7, "local");
        });
        byte[] function = Graph.Message(text =>
        {
            Graph.Write(text, 1, "Twice");
            Graph.Write(text, 7, Graph.Message(add => Graph.Write(add, 4, "Add")));
            Graph.Write(text, 10, "local");
        });
        byte[] model = Graph.Message(text =>
        {
            Graph.Write(text, 7, Graph.Message(graph => Graph.Write(graph, 1, node)));
            Graph.Write(text, 25, function);
        });

        Assert.Equal([("ai.onnx", "Add")], OnnxGraph.Read(_folder.Write("model.onnx", model)).Operators);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        foreach (string path in new[] { _folder.Write("empty.onnx", ""), _folder.Write("text.onnx", "This is no model."), Path.Combine(TestData.Images, "pullover.png"), TestData.At("images.json") })
        {
            AmlFileException error = Assert.Throws<AmlFileException>(() => OnnxGraph.Read(path));
            Assert.Equal((FileErrors.OnnxInvalid, $"{path}: the file is not an ONNX model, or it is damaged. Export it again."), (error.Code, error.Message));
        }

        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => OnnxGraph.Read(_folder.At("none.onnx"))).Code);
        Assert.EndsWith("this is a folder, not an ONNX file.", Assert.Throws<AmlFileException>(() => OnnxGraph.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zipmap_string")]
    [InlineData("external_data")]
    [InlineData("images_nchw")]
    public void A_file_that_is_cut_off_anywhere_is_refused_or_read_and_nothing_else(string name)
    {
        byte[] model = File.ReadAllBytes(TestData.Model(name));
        for (int length = 0; length < model.Length; length += 1 + (length / 400))
        {
            TryRead(model[..length]);
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_nothing_else()
    {
        byte[][] models = [.. Directory.EnumerateFiles(TestData.At("models"), "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        Gen.Select(Gen.OneOf(models), Damage.OfBytes).Holds((model, damage) => TryRead(damage(model)), times: 5_000);
    }

    [Fact]
    public void Graphs_that_are_nested_without_end_are_refused()
    {
        byte[] graph = [];
        for (int depth = 0; depth < 5_000; depth++)
        {
            byte[] inner = graph;
            graph = Graph.Message(text => Graph.Write(text, 1, Graph.Message(node => Graph.Write(node, 5, Graph.Message(attribute => Graph.Write(attribute, 6, inner))))));
        }

        string path = _folder.Write("model.onnx", Graph.Message(text => Graph.Write(text, 7, graph)));
        Exception? error = null;
        // As small as the stack of a thread of the pool may be.
        Thread thread = new(() => error = Record.Exception(() => OnnxGraph.Read(path)), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Equal(FileErrors.OnnxInvalid, Assert.IsType<AmlFileException>(error).Code);
    }

    private void TryRead(byte[] model)
    {
        string path = _folder.Write("model.onnx", model);
        try
        {
            OnnxGraph.Read(path);
        }
        catch (AmlFileException error)
        {
            Assert.Equal((FileErrors.OnnxInvalid, path), (error.Code, error.Path));
        }
    }
}
