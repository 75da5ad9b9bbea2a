using System.Text;
using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Models;

/// <summary>An ONNX file becomes a model folder, whole or not at all.</summary>
public sealed class ExportingModels : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(ExportingModels));

    public void Dispose() => _folder.Dispose();

    private string Destination => _folder.At("model");

    [Fact]
    public void The_folder_has_what_MLflow_writes()
    {
        MlflowModel model = Export("two_outputs");

        Assert.Equal(
            ["MLmodel", "code/aml_onnx_records.py", "conda.yaml", "input_example.json", "model.onnx", "python_env.yaml", "requirements.txt", "serving_input_example.json"],
            Directory.EnumerateFiles(Destination, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Destination, path)).Order(StringComparer.Ordinal));
        Assert.Equal(["onnx", "python_function"], model.Flavors.Keys);
        Assert.Equal("aml_onnx_records", model.Flavors["python_function"]["loader_module"]);
        Assert.Equal(Path.Combine(Destination, "model.onnx"), model.OnnxPath);
        Assert.Equal($"{new FileInfo(TestData.Model("two_outputs")).Length}", model.Properties["model_size_bytes"]);
        Assert.Matches("^[0-9a-f]{32}$", model.ModelUuid);
        Assert.Equal(File.ReadAllBytes(TestData.Model("two_outputs")), File.ReadAllBytes(model.OnnxPath));
        Assert.DoesNotContain('\r', File.ReadAllText(Path.Combine(Destination, "MLmodel")));
    }

    [Theory]
    [InlineData("two_outputs", "(unnamed): float32 (-1, 4)", "probabilities: float32 (-1, 3)|label: int64 (-1)")]
    [InlineData("fixed_batch", "(unnamed): float32 (1, 4)", "(unnamed): float32 (1, 2)")]
    [InlineData("multi_input", "age: float32 (-1, 1)|income: float32 (-1, 1)", "(unnamed): float32 (-1, 1)")]
    [InlineData("string_output", "(unnamed): float32 (-1, 3)", "(unnamed): str (-1)")]
    [InlineData("zipmap", "(unnamed): float32 (-1, 2)", null)]
    [InlineData("bool_int32", "flag: bool (-1, 1)|count: int32 (-1, 1)", "(unnamed): int32 (-1, 1)")]
    public void Without_columns_the_signature_is_that_of_the_graph(string name, string inputs, string? outputs)
    {
        ModelSignature signature = Export(name).Signature!;

        Assert.Equal(inputs, string.Join('|', signature.Inputs!));
        Assert.Equal(outputs, signature.Outputs is null ? null : string.Join('|', signature.Outputs));
    }

    [Fact]
    public void Columns_become_the_signature()
    {
        ColumnSpec[] columns = [TestModel.Column("größe (cm): double"), TestModel.Column("b 'c' \"d\": float"), TestModel.Column("e: long"), TestModel.Column("f: double?")];

        MlflowModel model = ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("two_outputs"), Destination = Destination, Columns = columns });

        Assert.Equal(columns, model.Signature!.Inputs);
        using OnnxModel loaded = OnnxModel.Load(Destination);
        using OnnxModel bare = OnnxModel.Load(TestData.Model("two_outputs"));
        Assert.Equal(
            Score(bare, """{"inputs": [[1.5, 2, 3, 4]]}"""),
            Score(loaded, """[{"e": 3, "f": 4, "größe (cm)": 1.5, "b 'c' \"d\"": 2}]"""));
    }

    [Theory]
    [InlineData("two_outputs", """{"inputs": [[1, 2, 3, 4], [0.5, 0, 0, 1]]}""")]
    [InlineData("external_data", """{"inputs": [[1, 2, 3, 4]]}""")]
    [InlineData("multi_input", """{"inputs": {"age": [[40]], "income": [[1000]]}}""")]
    [InlineData("rank1_inputs", """{"inputs": {"a": [1, 2], "b": [3, 4]}}""")]
    [InlineData("string_input", """{"inputs": [["paris"]]}""")]
    [InlineData("string_output", """{"inputs": [[0, 1, 0]]}""")]
    [InlineData("bool_int32", """{"inputs": {"flag": [[true]], "count": [[7]]}}""")]
    [InlineData("int64", """{"inputs": [9007199254740993]}""")]
    [InlineData("zipmap_string", """{"inputs": [[1, 2]]}""")]
    [InlineData("fixed_batch", """{"inputs": [[1, 2, 3, 4], [5, 6, 7, 8]]}""")]
    [InlineData("scalar_output", """{"inputs": [[1, 2, 3]]}""")]
    public void The_folder_predicts_as_the_file_does(string name, string request)
    {
        Export(name);
        using OnnxModel folder = OnnxModel.Load(Destination);
        using OnnxModel bare = OnnxModel.Load(TestData.Model(name));

        Assert.Equal(Score(bare, request), Score(folder, request));
        Assert.NotEmpty(Score(folder, File.ReadAllText(Path.Combine(Destination, "serving_input_example.json"))));
    }

    [Theory]
    [InlineData("two_outputs", "[[0.0, 0.0, 0.0, 0.0]]")]
    [InlineData("rank1_inputs", "{\"a\": [0.0], \"b\": [0.0]}")]
    [InlineData("string_input", "[[\"\"]]")]
    [InlineData("bool_int32", "{\"flag\": [[false]], \"count\": [[0]]}")]
    public void The_example_is_zeros_when_none_is_given(string name, string expected)
    {
        Export(name);

        Assert.Equal(expected, File.ReadAllText(Path.Combine(Destination, "input_example.json")));
        Assert.Equal($"{{\"inputs\": {expected}}}", File.ReadAllText(Path.Combine(Destination, "serving_input_example.json")));
    }

    [Fact]
    public void Free_dimensions_of_the_example_have_the_length_1()
    {
        string onnx = _folder.Write("free.onnx", Graph.Identity(new GraphInput("x", "float", -1, -1, 2, -1), new GraphInput("y", "int64", 3, -1)));

        ModelExporter.Export(new ModelExport { OnnxPath = onnx, Destination = Destination });

        Assert.Equal(
            """{"x": [[[[0.0], [0.0]]], [[[0.0], [0.0]]], [[[0.0], [0.0]]]], "y": [[0], [0], [0]]}""",
            File.ReadAllText(Path.Combine(Destination, "input_example.json")));
    }

    [Fact]
    public void The_example_may_be_CSV()
    {
        ColumnSpec[] columns = [TestModel.Column("a: double"), TestModel.Column("b: double"), TestModel.Column("c: double"), TestModel.Column("d: double?")];
        string csv = _folder.Write("example.csv", "d,c,b,a,e\n4.5,3,2,1,x\nNA,7,6,5,y\n");

        ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("two_outputs"), Destination = Destination, Columns = columns, InputExample = csv });

        string example = """{"columns": ["a", "b", "c", "d"], "data": [[1.0, 2.0, 3.0, 4.5], [5.0, 6.0, 7.0, null]]}""";
        Assert.Equal(example, File.ReadAllText(Path.Combine(Destination, "input_example.json")));
        Assert.Equal($"{{\"dataframe_split\": {example}}}", File.ReadAllText(Path.Combine(Destination, "serving_input_example.json")));
    }

    [Fact]
    public void The_example_may_be_JSON()
    {
        string onnx = _folder.Write("free.onnx", Graph.Identity(new GraphInput("x", "float", -1, -1, -1)));
        string json = _folder.Write("example.json", """{"instances": [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]}""");

        ModelExporter.Export(new ModelExport { OnnxPath = onnx, Destination = Destination, InputExample = json });

        Assert.Equal("[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]]", File.ReadAllText(Path.Combine(Destination, "input_example.json")));
    }

    [Fact]
    public void Files_with_weights_come_along()
    {
        MlflowModel model = Export("external_data");

        Assert.Equal(File.ReadAllBytes(TestData.At("models", "weights.bin")), File.ReadAllBytes(Path.Combine(Destination, "weights.bin")));
        Assert.Equal($"{new FileInfo(TestData.Model("external_data")).Length + 32}", model.Properties["model_size_bytes"]);
    }

    [Fact]
    public void Metadata_keep_any_text()
    {
        Dictionary<string, string> metadata = new() { ["owner"] = "Jürgen", ["note"] = "line 1\nline 2\n...\n: 'quoted' \"twice\" # no comment", ["version"] = "1.0", ["empty"] = "", ["null"] = "null" };

        MlflowModel model = ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("int64"), Destination = Destination, Metadata = metadata });

        Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (object?)pair.Value)), Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(model.Properties["metadata"]).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_folder_that_exists_is_kept()
    {
        MlflowModel first = Export("int64");

        AmlFileException error = Assert.Throws<AmlFileException>(() => Export("int64"));

        Assert.Equal((FileErrors.Exists, Destination), (error.Code, error.Path));
        Assert.Equal(first.ModelUuid, MlflowModel.Read(Destination).ModelUuid);
    }

    [Fact]
    public void A_model_folder_is_replaced_when_that_is_asked_for()
    {
        MlflowModel first = Export("external_data");

        MlflowModel second = ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("int64"), Destination = Destination + Path.DirectorySeparatorChar, Overwrite = true });

        Assert.NotEqual(first.ModelUuid, second.ModelUuid);
        Assert.False(File.Exists(Path.Combine(Destination, "weights.bin")));
        Assert.Equal(["model"], _folder.Names);
    }

    [Fact]
    public void Nothing_else_is_ever_replaced()
    {
        Directory.CreateDirectory(Destination);
        _folder.Write("model/precious.txt", "precious");
        string file = _folder.Write("file", "precious");

        Assert.Equal(FileErrors.Exists, Assert.Throws<AmlFileException>(() => Overwrite(Destination)).Code);
        Assert.Equal(FileErrors.Exists, Assert.Throws<AmlFileException>(() => Overwrite(file)).Code);
        Assert.Equal("precious", File.ReadAllText(_folder.At("model/precious.txt")));
        Assert.Equal("precious", File.ReadAllText(file));
        Assert.Equal(["file", "model"], _folder.Names);

        static void Overwrite(string destination) => ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("int64"), Destination = destination, Overwrite = true });
    }

    [Fact]
    public void An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(Destination);

        Export("int64");

        Assert.True(File.Exists(Path.Combine(Destination, "MLmodel")));
    }

    [Fact]
    public void What_goes_wrong_half_way_leaves_nothing()
    {
        ColumnSpec[] columns = [TestModel.Column("a: double"), TestModel.Column("b: double"), TestModel.Column("c: double"), TestModel.Column("d: double")];
        string bad = _folder.Write("bad.csv", "a,b,c,d\n1,2,3,x\n");
        string empty = _folder.Write("empty.csv", "a,b,c,d\n");
        ModelExport export = new() { OnnxPath = TestData.Model("two_outputs"), Destination = Destination, Columns = columns };

        Assert.Equal($"{bad}: line 2, row 1, column 'd': 'x' is not a number, and the column is double.", Assert.Throws<AmlInputException>(() => ModelExporter.Export(export with { InputExample = bad })).Message);
        Assert.Equal(InputErrors.Empty, Assert.Throws<AmlInputException>(() => ModelExporter.Export(export with { InputExample = empty })).Code);
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { InputExample = _folder.At("none.csv") })).Code);
        Assert.Equal(FileErrors.UnknownContentType, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { InputExample = TestData.Model("int64") })).Code);
        Assert.Equal(FileErrors.SignatureMismatch, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { Columns = columns[..3] })).Code);
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { OnnxPath = _folder.At("none.onnx") })).Code);
        Assert.Equal(FileErrors.OnnxInvalid, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { OnnxPath = bad })).Code);
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => ModelExporter.Export(export with { Destination = _folder.At("none/model") })).Code);
        Assert.Equal(["bad.csv", "empty.csv"], _folder.Names);
    }

    [Fact]
    public void A_failure_keeps_the_folder_that_should_be_replaced()
    {
        MlflowModel first = Export("int64");

        Assert.Throws<AmlFileException>(() => ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model("custom_operator"), Destination = Destination, Overwrite = true }));

        Assert.Equal(first.ModelUuid, MlflowModel.Read(Destination).ModelUuid);
        Assert.Equal(["model"], _folder.Names);
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Export("two_outputs");

        Assert.Equal("float32 (-1, 4)", $"{MlflowModel.Read(Destination).Signature!.Inputs![0]}"["(unnamed): ".Length..]);
        Assert.DoesNotContain('\u2212', File.ReadAllText(Path.Combine(Destination, "MLmodel")));
    }

    [Fact]
    public void The_scenarios_model_is_exported_with_its_columns()
    {
        string onnx = Path.Combine(TestData.ScenarioModel, "model.onnx");
        ColumnSpec[] columns = [.. Enumerable.Range(0, 784).Select(index => TestModel.Column($"col_{index}: double"))];

        MlflowModel model = ModelExporter.Export(new ModelExport { OnnxPath = onnx, Destination = Destination, Columns = columns, InputExample = TestData.At("images.csv") });

        Assert.Equal(MlflowModel.Read(TestData.ScenarioModel).Signature!.Inputs, model.Signature!.Inputs);
        using OnnxModel exported = OnnxModel.Load(Destination);
        using OnnxModel kept = OnnxModel.Load(TestData.ScenarioModel);
        string request = Encoding.UTF8.GetString(TestData.Read("images_azureml.json"));
        Assert.Equal(Score(kept, request), Score(exported, request));
    }

    private MlflowModel Export(string name) => ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model(name), Destination = Destination });

    private static string Score(OnnxModel model, string request)
    {
        System.Buffers.ArrayBufferWriter<byte> response = new();
        model.ScoreJson(Encoding.UTF8.GetBytes(request), response);
        return Encoding.UTF8.GetString(response.WrittenSpan);
    }
}
