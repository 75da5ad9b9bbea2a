using AmlEndpoints.Models;

namespace AmlEndpoints.Tests.Models;

/// <summary>The MLmodel files of all eras of MLflow.</summary>
public sealed class ReadingMLmodel
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(TestData.At("mlmodel"), "*.yaml").Select(path => Path.GetFileName(path))];

    [Fact]
    public void There_are_files_of_fourteen_kinds() => Assert.Equal(14, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_read(string file)
    {
        using TemporaryFolder folder = new();

        MlflowModel model = Read(folder, file);

        Assert.Equal(folder.Path, model.Folder);
        Assert.Equal(file.StartsWith("1.21", StringComparison.Ordinal) ? null : file[..file.IndexOf('-', StringComparison.Ordinal)], model.MlflowVersion is null ? null : string.Join('.', model.MlflowVersion.Split('.').Take(2)));
        Assert.Contains("python_function", model.Flavors.Keys);
        Assert.NotNull(model.Signature?.Inputs);
        Assert.NotNull(model.Signature?.Outputs);
        Assert.True(model.Properties.ContainsKey("utc_time_created"));
    }

    [Theory]
    [InlineData("1.21-onnx", "col_0: double|col_1: double|col_2: double", "(unnamed): float32 (-1, 10)")]
    [InlineData("1.26-onnx", "age: long|income: float|city: string|member: boolean", "score: float")]
    [InlineData("1.26-pytorch", "col_0: double|col_1: double", "(unnamed): float32 (-1, 10)")]
    [InlineData("2.1-onnx-tensor", "(unnamed): float32 (-1, 1, 28, 28)", "(unnamed): float32 (-1, 10)")]
    [InlineData("2.4-sklearn", "sepal length (cm): double|sepal width (cm): double", "(unnamed): int64 (-1)")]
    [InlineData("2.5-onnx-input-example", "age: integer|income: double|comment: string, optional", "(unnamed): float32 (-1, 1)")]
    [InlineData("2.8-onnx-params", "x: double|y: double", "(unnamed): float32 (-1, 1)")]
    [InlineData("2.10-onnx-required", "größe: double|member: boolean|visited: datetime|photo: binary, optional", "score: float")]
    [InlineData("2.12-onnx-two-tensors", "tokens: int64 (-1, 16)|mask: float32 (-1, 16)", "scores: float32 (-1, 2)|label: str (-1)")]
    [InlineData("2.15-onnx-serving-input", "age: long|income: double", "(unnamed): float32 (-1, 1)")]
    [InlineData("2.16-pyfunc-nested-columns", "embedding: array of double|person: object with name, phones|counts: map to long, optional|matrix: array of array of float, optional", "label: string")]
    [InlineData("2.22-onnx-session-options", "col_0: float|col_1: float", "(unnamed): float32 (-1, 1)")]
    [InlineData("3.4-onnx", "col_0: double|col_1: double|note: string, optional", "(unnamed): float32 (-1, 10)")]
    [InlineData("3.4-onnx-unknown-keys", "x: double|y: double", "(unnamed): float32 (-1, 1)")]
    public void The_signature_says_what_goes_in_and_comes_out(string file, string inputs, string outputs)
    {
        using TemporaryFolder folder = new();

        ModelSignature signature = Read(folder, file + ".yaml").Signature!;

        Assert.Equal(inputs, string.Join('|', signature.Inputs!));
        Assert.Equal(outputs, string.Join('|', signature.Outputs!));
    }

    [Fact]
    public void Nested_columns_know_which_of_their_properties_are_required()
    {
        using TemporaryFolder folder = new();

        ColumnSpec person = (ColumnSpec)Read(folder, "2.16-pyfunc-nested-columns.yaml").Signature!.Inputs![1];

        Assert.Equal(["name: string", "phones: array of string, optional"], Assert.IsType<ObjectColumnType>(person.Type).Properties.Select(property => $"{property}"));
    }

    [Fact]
    public void Parameters_have_types_defaults_and_shapes()
    {
        using TemporaryFolder folder = new();

        IReadOnlyList<ParameterSpec> parameters = Read(folder, "2.8-onnx-params.yaml").Signature!.Parameters!;

        Assert.Equal(["temperature: double = 0.5", "top_k: long = 3", "labels: string = [\"no\", \"yes\"] (-1)", "since: datetime = \"2023-10-01T00:00:00\""], parameters.Select(Describe));
        Assert.Null(Read(folder, "2.10-onnx-required.yaml").Signature!.Parameters);
    }

    [Theory]
    [InlineData("1.26-pytorch", "python_function, pytorch")]
    [InlineData("2.4-sklearn", "python_function, sklearn")]
    [InlineData("2.16-pyfunc-nested-columns", "python_function")]
    public void A_folder_without_an_onnx_flavor_lists_the_flavors_it_has(string file, string flavors)
    {
        using TemporaryFolder folder = new();
        MlflowModel model = Read(folder, file + ".yaml");

        AmlFileException error = Assert.Throws<AmlFileException>(() => model.OnnxPath);

        Assert.Equal(FileErrors.NoOnnxFlavor, error.Code);
        Assert.StartsWith($"{folder.At("MLmodel")}: the model has no onnx flavor, only {flavors}. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_onnx_flavor_keeps_its_keys()
    {
        using TemporaryFolder folder = new();

        IReadOnlyDictionary<string, object?> flavor = Read(folder, "2.22-onnx-session-options.yaml").OnnxFlavor;

        Assert.Equal(["code", "data", "onnx_session_options", "onnx_version", "providers"], flavor.Keys);
        Assert.Null(flavor["code"]);
        Assert.Equal(["CPUExecutionProvider"], Assert.IsType<List<object?>>(flavor["providers"]));
        IReadOnlyDictionary<string, object?> options = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(flavor["onnx_session_options"]);
        Assert.Equal("2", options["intra_op_num_threads"]);
        Assert.Equal("1", Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(options["extra_session_config"])["session.set_denormal_as_zero"]);
    }

    [Fact]
    public void Keys_that_nobody_knows_are_kept()
    {
        using TemporaryFolder folder = new();

        MlflowModel model = Read(folder, "3.4-onnx-unknown-keys.yaml");

        Assert.Equal(["example_vendor", "onnx", "python_function"], model.Flavors.Keys);
        Assert.Equal("16.4.x-cpu-ml-scala2.12", model.Properties["databricks_runtime"]);
        Assert.Null(model.Properties["prompts"]);
        IReadOnlyDictionary<string, object?> future = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(model.Properties["example_future_key"]);
        Assert.Equal(["1", "two", null], Assert.IsType<List<object?>>(future["notes"]));
    }

    [Fact]
    public void The_scenarios_model_is_read()
    {
        MlflowModel model = MlflowModel.Read(TestData.ScenarioModel);

        Assert.Equal(784, model.Signature!.Inputs!.Count);
        Assert.All(model.Signature.Inputs, column => Assert.EndsWith(": double", $"{column}", StringComparison.Ordinal));
        Assert.Equal(["(unnamed): float32 (-1, 10)"], model.Signature.Outputs!.Select(output => $"{output}"));
        Assert.Equal(Path.Combine(TestData.ScenarioModel, "model.onnx"), model.OnnxPath);
        Assert.Equal(32, model.ModelUuid!.Length);
    }

    [Theory]
    [InlineData("signature: null\n")]
    [InlineData("signature: ~\n")]
    [InlineData("signature:\n")]
    [InlineData("")]
    public void A_model_may_have_no_signature(string signature)
    {
        using TemporaryFolder folder = new();
        folder.Write("MLmodel", $"{signature}flavors:\n  onnx: {{data: model.onnx}}\n");

        Assert.Null(MlflowModel.Read(folder.Path).Signature);
    }

    [Theory]
    [InlineData("\uFEFFflavors: {onnx: {data: model.onnx}}\n")]
    [InlineData("---\r\nflavors:\r\n  onnx:\r\n    data: model.onnx\r\n...\r\n")]
    [InlineData("# a comment\nflavors:\n  \"onnx\": {'data': \"model.onnx\"}\n")]
    [InlineData("defaults: &defaults {data: model.onnx}\nflavors:\n  onnx: *defaults\n")]
    [InlineData("{\"flavors\": {\"onnx\": {\"data\": \"model.onnx\"}}}")]
    public void Any_form_of_YAML_is_read(string text)
    {
        using TemporaryFolder folder = new();
        folder.Write("MLmodel", text);

        Assert.Equal("model.onnx", MlflowModel.Read(folder.Path).OnnxFlavor["data"]);
    }

    private static MlflowModel Read(TemporaryFolder folder, string file)
    {
        File.Copy(TestData.At("mlmodel", file), folder.At("MLmodel"), overwrite: true);
        return MlflowModel.Read(folder.Path);
    }

    private static string Describe(ParameterSpec parameter) =>
        $"{parameter.Name}: {parameter.Type} = {parameter.Default.GetRawText()}{(parameter.Shape is { } shape ? $" ({string.Join(", ", shape)})" : "")}";
}
