using AmlEndpoints.Inspection;
using AmlEndpoints.Models;

namespace AmlEndpoints.Tests.Inspection;

public sealed class InspectingModels
{
    private const string TwoColumns = """'[{"type": "double", "name": "age"}, {"type": "double", "name": "income"}]'""";

    private const string FourColumns = """'[{"type": "double", "name": "a"}, {"type": "double", "name": "b"}, {"type": "double", "name": "c"}, {"type": "double", "name": "d"}]'""";

    private static readonly DateOnly _today = new(2026, 11, 22);

    [Fact]
    public void The_first_example_has_no_findings() =>
        Assert.Empty(ModelInspector.Inspect(TestData.ScenarioModel, _today));

    [Theory]
    [InlineData("multi_input")]
    [InlineData("string_output")]
    [InlineData("zipmap")]
    [InlineData("fixed_batch")]
    [InlineData("images_nchw")]
    [InlineData("external_data")]
    [InlineData("rank1_inputs")]
    public void What_is_exported_has_no_findings(string model)
    {
        using TemporaryFolder folder = new();
        ModelExporter.Export(new ModelExport { OnnxPath = TestData.Model(model), Destination = folder.At("model") });

        Assert.Empty(ModelInspector.Inspect(folder.At("model"), _today));
    }

    [Fact]
    public void An_operator_of_another_domain_is_an_error_that_names_it()
    {
        ModelFinding finding = Assert.Single(ModelInspector.Inspect(TestData.Model("custom_operator"), _today));

        Assert.Equal((FindingSeverity.Error, FileErrors.CustomOperator), (finding.Severity, finding.Code));
        Assert.Contains("Frobnicate", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_opset_of_the_future_is_an_error()
    {
        ModelFinding finding = Assert.Single(ModelInspector.Inspect(TestData.Model("future_opset"), _today));

        Assert.Equal((FindingSeverity.Error, FileErrors.OpsetTooNew), (finding.Severity, finding.Code));
        Assert.Contains("99", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_missing_are_an_error_that_names_the_file()
    {
        using TemporaryFolder folder = new();
        File.Copy(TestData.Model("external_data"), folder.At("model.onnx"));

        ModelFinding finding = Assert.Single(ModelInspector.Inspect(folder.At("model.onnx"), _today));

        Assert.Equal(FindingCodes.MissingFile, finding.Code);
        Assert.EndsWith("weights.bin", finding.File, StringComparison.Ordinal);
    }

    [Fact]
    public void What_MLflow_would_flatten_is_a_warning() => Assert.Contains(
        Inspect("external_data", Folder("mlflow.onnx", FourColumns), files: ["weights.bin"]),
        finding => finding is { Code: FindingCodes.FlattenedByMlflow, Severity: FindingSeverity.Warning });

    [Fact]
    public void Outputs_that_MLflow_cannot_put_beside_each_other_are_a_warning() => Assert.Contains(
        Inspect("two_outputs", Folder("mlflow.onnx", FourColumns)),
        finding => finding.Code == FindingCodes.FlattenedByMlflow && finding.Message.Contains("same length", StringComparison.Ordinal));

    [Fact]
    public void Columns_that_MLflow_gives_another_shape_are_a_warning() => Assert.Contains(
        Inspect("multi_input", Folder("mlflow.onnx", TwoColumns)),
        finding => finding is { Code: FindingCodes.ShapeFailsInMlflow, Severity: FindingSeverity.Warning });

    [Fact]
    public void Tensors_that_Azure_cannot_answer_are_a_warning() => Assert.Contains(
        Inspect("two_outputs", Folder("mlflow.onnx", """'[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]'""")),
        finding => finding is { Code: FindingCodes.TensorAnswerFailsInAzure, Severity: FindingSeverity.Warning });

    [Fact]
    public void A_type_that_MLflow_does_not_convert_is_a_warning() => Assert.Contains(
        Inspect("two_outputs", Folder("mlflow.onnx", FourColumns.Replace("double", "long", StringComparison.Ordinal))),
        finding => finding is { Code: FindingCodes.TypeFailsInMlflow, Severity: FindingSeverity.Warning });

    [Fact]
    public void The_loader_of_our_own_folders_has_none_of_those()
    {
        IReadOnlyList<ModelFinding> findings = Inspect("two_outputs", Folder("aml_onnx_records", FourColumns));

        Assert.DoesNotContain(findings, finding => finding.Code is FindingCodes.FlattenedByMlflow or FindingCodes.TypeFailsInMlflow or FindingCodes.ShapeFailsInMlflow);
    }

    [Fact]
    public void A_signature_that_does_not_fit_the_graph_is_an_error() => Assert.Contains(
        Inspect("two_outputs", Folder("mlflow.onnx", TwoColumns)),
        finding => finding is { Code: FileErrors.SignatureMismatch, Severity: FindingSeverity.Error });

    [Fact]
    public void A_folder_without_a_signature_is_a_warning() => Assert.Contains(
        Inspect("two_outputs", "flavors:\n  onnx:\n    data: model.onnx\n"),
        finding => finding is { Code: FindingCodes.NoSignature, Severity: FindingSeverity.Warning });

    [Theory]
    [InlineData("dependencies: [python=3.7.15, {pip: [mlflow==2.5.0, onnxruntime==1.15.0, azureml-ai-monitoring==1.0.0]}]", FindingCodes.PythonOutOfSupport, "2023-06-27")]
    [InlineData("dependencies: [python=3.11, {pip: [mlflow==3.4.0, onnxruntime==1.15.0, azureml-ai-monitoring==1.0.0]}]", FindingCodes.MlflowTooNew, "3.4.0")]
    [InlineData("dependencies: [python=3.11, {pip: ['mlflow<3,>=2.5', onnxruntime==1.15.0]}]", FindingCodes.MissingPackage, "azureml-ai-monitoring")]
    [InlineData("dependencies: [python=3.11, {pip: [mlflow==2.5.0, azureml-ai-monitoring==1.0.0]}]", FindingCodes.MissingPackage, "onnxruntime")]
    [InlineData("dependencies: [python=3.11, {pip: [mlflow, onnxruntime==1.15.0, azureml-ai-monitoring==1.0.0]}]", FindingCodes.UnpinnedPackage, "mlflow")]
    [InlineData("dependencies: [{pip: [mlflow==2.5.0, onnxruntime==1.15.0, azureml-ai-monitoring==1.0.0]}]", FindingCodes.UnpinnedPackage, "Python")]
    [InlineData("channels: [defaults]", FileErrors.EnvironmentInvalid, "dependencies")]
    public void An_environment_that_breaks_in_Azure_is_told(string conda, string code, string says)
    {
        ModelFinding finding = Assert.Single(Inspect("external_data", Folder("aml_onnx_records", FourColumns), conda, ["weights.bin"]), finding => finding.Code != FindingCodes.NoInputExample);

        Assert.Equal(code, finding.Code);
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_its_environment_is_an_error() => Assert.Contains(
        Inspect("two_outputs", Folder("mlflow.onnx", FourColumns), conda: null),
        finding => finding is { Code: FindingCodes.MissingFile, Severity: FindingSeverity.Error } && finding.File.EndsWith("conda.yaml", StringComparison.Ordinal));

    [Theory]
    [InlineData("type: dataframe, pandas_orient: split", """{"columns": ["age", "income"], "data": [[30, 1000]]}""", true)]
    [InlineData("type: dataframe, pandas_orient: split, params: 'true'", """{"inputs": {"columns": ["age", "income"], "data": [[30, 1000]]}, "params": {"t": 1}}""", true)]
    [InlineData("type: ndarray, format: tf-serving", """{"inputs": {"age": [30], "income": [1000]}}""", true)]
    [InlineData("type: ndarray", """{"age": [30], "income": [1000]}""", true)]
    [InlineData("type: dataframe, pandas_orient: split", """{"columns": ["age"], "data": [[30]]}""", false)]
    [InlineData("type: dataframe, pandas_orient: split", "{", false)]
    public void An_input_example_of_every_era_is_tried(string info, string example, bool works)
    {
        using TemporaryFolder folder = Make("multi_input", Folder("aml_onnx_records", TwoColumns) + $"saved_input_example_info: {{artifact_path: input_example.json, {info}}}\n", null, []);
        folder.Write("input_example.json", example);

        IReadOnlyList<ModelFinding> findings = ModelInspector.Inspect(folder.Path, _today);

        Assert.Equal(works, !findings.Any(finding => finding.Code == FindingCodes.InputExampleFails));
    }

    [Fact]
    public void The_gravest_finding_comes_first()
    {
        IReadOnlyList<ModelFinding> findings = Inspect("two_outputs", Folder("mlflow.onnx", FourColumns), conda: null);

        Assert.Equal(findings.OrderByDescending(finding => finding.Severity), findings);
        Assert.All(findings, finding => Assert.EndsWith(".", finding.Advice, StringComparison.Ordinal));
    }

    private static string Folder(string loader, string inputs) =>
        $"flavors:\n  onnx:\n    data: model.onnx\n  python_function:\n    data: model.onnx\n    env: conda.yaml\n    loader_module: {loader}\nmlflow_version: 2.10.0\nsignature:\n  inputs: {inputs}\n";

    private static IReadOnlyList<ModelFinding> Inspect(string model, string mlmodel, string? conda = "dependencies: [python=3.11]", string[]? files = null)
    {
        using TemporaryFolder folder = Make(model, mlmodel, conda, files ?? []);
        return ModelInspector.Inspect(folder.Path, _today);
    }

    private static TemporaryFolder Make(string model, string mlmodel, string? conda, string[] files)
    {
        TemporaryFolder folder = new();
        folder.Write(MlflowModel.FileName, mlmodel);
        File.Copy(TestData.Model(model), folder.At("model.onnx"));
        foreach (string file in files)
        {
            File.Copy(TestData.At("models", file), folder.At(file));
        }

        if (conda is not null)
        {
            folder.Write("conda.yaml", conda);
        }

        return folder;
    }
}
