using AmlEndpoints.Models;
using CsCheck;

namespace AmlEndpoints.Tests.Models;

public sealed class RefusingMLmodel : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(RefusingMLmodel));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_the_file_is_no_model()
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => MlflowModel.Read(_folder.Path));

        Assert.Equal((FileErrors.NotAModelFolder, _folder.Path), (error.Code, error.Path));
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => MlflowModel.Read(_folder.At("none"))).Code);
    }

    [Theory]
    [InlineData("", 1, 1, "the file is not a YAML map.")]
    [InlineData("- a\n- b\n", 1, 1, "the file is not a YAML map.")]
    [InlineData("just text", 1, 1, "the file is not a YAML map.")]
    [InlineData("run_id: 1\n", 1, 1, "the key 'flavors' is missing.")]
    [InlineData("run_id: 1\nflavors:\n  - onnx\n", 3, 3, "'flavors' is not a map of flavors.")]
    [InlineData("flavors:\n  onnx: yes\n", 2, 9, "the flavor 'onnx' is not a map.")]
    [InlineData("flavors: {onnx: {}}\nsignature: [1]\n", 2, 12, "'signature' is not a map.")]
    public void What_the_file_must_have_is_told_with_its_place(string text, int line, int column, string problem)
    {
        AmlFileException error = Refuse(text);

        Assert.Equal((FileErrors.MLmodelInvalid, line, column), (error.Code, error.Line, error.Column));
        Assert.Equal($"{_folder.At("MLmodel")}({line},{column}): {problem}", error.Message);
    }

    [Theory]
    [InlineData("flavors:\n  onnx: {data: [}\n", 2)]
    [InlineData("flavors:\n\tonnx: {}\n", 2)]
    [InlineData("flavors: {}\nrun_id: 'open\n", 2)]
    [InlineData("flavors: {}\nflavors: {}\n", 2)]
    [InlineData("flavors: {}\na: *nowhere\n", 2)]
    [InlineData("flavors: {}\n  run_id: 1\n", 2)]
    public void What_is_no_YAML_is_told_with_line_and_column(string text, int line)
    {
        AmlFileException error = Refuse(text);

        Assert.Equal(FileErrors.MLmodelInvalid, error.Code);
        Assert.Contains("the file is not valid YAML: ", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Line!.Value, line - 1, line + 1);
        Assert.NotNull(error.Column);
    }

    [Theory]
    [InlineData("inputs", "not JSON", "it is not valid JSON")]
    [InlineData("inputs", "{}", "it is not a JSON list")]
    [InlineData("inputs", "[1]", "item 0 is not an object")]
    [InlineData("inputs", "[{\"name\": \"x\"}]", "column 'x' has no type")]
    [InlineData("inputs", "[{\"type\": \"complex\"}]", "column 0 has the type 'complex', which is none of boolean, integer, long, float, double, string, binary, datetime, array, object, map, any, sparkml_vector, tensor")]
    [InlineData("inputs", "[{\"type\": \"double\", \"name\": []}]", "the name of item 0 is not text")]
    [InlineData("inputs", "[{\"type\": \"double\", \"name\": \"\\ud800\"}]", "its name \"\\ud800\" is not valid Unicode")]
    [InlineData("inputs", "[{\"type\": \"array\", \"name\": \"x\"}]", "column 'x' has no items")]
    [InlineData("inputs", "[{\"type\": \"map\", \"name\": \"x\", \"values\": 1}]", "column 'x' has no values")]
    [InlineData("inputs", "[{\"type\": \"object\", \"name\": \"x\", \"properties\": {\"k\": 1}}]", "'k' of column 'x' has no type")]
    [InlineData("inputs", "[{\"type\": \"tensor\"}]", "tensor 0 has no tensor-spec")]
    [InlineData("inputs", "[{\"type\": \"tensor\", \"tensor-spec\": {\"shape\": [-1]}}]", "tensor 0 has no dtype")]
    [InlineData("inputs", "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\"}}]", "tensor 0 has no shape")]
    [InlineData("inputs", "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-2]}}]", "the shape of tensor 0 is not a list of whole numbers from -1")]
    [InlineData("inputs", "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [1.5]}}]", "the shape of tensor 0 is not a list of whole numbers from -1")]
    [InlineData("outputs", "[{\"type\": \"double\"}, {\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1]}}]", "it mixes columns and tensors; a schema has one kind")]
    [InlineData("inputs", "[{\"type\": \"double\", \"name\": \"x\"}, {\"type\": \"double\"}]", "some of its fields have a name and some do not; all or none must have one")]
    [InlineData("inputs", "[{\"type\": \"double\", \"name\": \"x\"}, {\"type\": \"double\", \"name\": \"x\"}]", "the name 'x' stands twice")]
    [InlineData("params", "[{\"type\": \"double\"}]", "parameter 0 has no name")]
    [InlineData("params", "[{\"name\": \"p\", \"type\": \"double\", \"default\": 1, \"shape\": \"all\"}]", "the shape of parameter 'p' is not a list of whole numbers from -1")]
    public void A_signature_that_is_wrong_is_told_with_its_place(string part, string json, string problem)
    {
        AmlFileException error = Refuse($"flavors: {{onnx: {{}}}}\nsignature:\n  {part}: '{json}'\n");

        Assert.Equal((FileErrors.SignatureInvalid, 3, part.Length + 5), (error.Code, error.Line, error.Column));
        Assert.StartsWith($"{_folder.At("MLmodel")}(3,{part.Length + 5}): signature.{part} cannot be read: {problem}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_is_no_text_is_wrong() =>
        Assert.Contains("signature.inputs cannot be read: it is not a JSON text.", Refuse("flavors: {onnx: {}}\nsignature:\n  inputs: [1]\n").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../model.onnx")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/../../model.onnx")]
    [InlineData(".")]
    public void Data_outside_of_the_folder_is_refused(string data)
    {
        _folder.Write("MLmodel", $"flavors:\n  onnx:\n    data: {data}\n");

        AmlFileException error = Assert.Throws<AmlFileException>(() => MlflowModel.Read(_folder.Path).OnnxPath);

        Assert.Equal((FileErrors.MLmodelInvalid, $"{_folder.At("MLmodel")}: flavors.onnx.data is '{data}', which lies outside the folder."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("data: sub/model.onnx", "sub/model.onnx")]
    [InlineData("onnx_version: 1.0", "model.onnx")]
    public void Data_that_are_missing_are_named(string flavor, string expected)
    {
        _folder.Write("MLmodel", $"flavors:\n  onnx:\n    {flavor}\n");

        AmlFileException error = Assert.Throws<AmlFileException>(() => MlflowModel.Read(_folder.Path).OnnxPath);

        Assert.Equal((FileErrors.NotFound, _folder.At(expected)), (error.Code, error.Path));
    }

    [Theory]
    [InlineData("flavors: {onnx: {}}\n? [a]\n: 1\n", 2, 3)]
    [InlineData("flavors: {onnx: {}}\n? {c: d}\n: 3\n", 2, 3)]
    [InlineData("flavors: {onnx: {}}\na: &a b\n*a : 3\n", 3, 1)]
    [InlineData("flavors: {onnx: {}}\n? &a [*a]\n: 1\n", 2, 3)]
    public void Keys_that_are_no_texts_are_refused(string text, int line, int column)
    {
        AmlFileException error = Refuse(text);

        Assert.Equal((FileErrors.MLmodelInvalid, line, column), (error.Code, error.Line, error.Column));
        Assert.EndsWith("the file is not valid YAML: a key is not a text.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_holds_itself_is_refused()
    {
        Assert.Equal(FileErrors.MLmodelInvalid, Refuse("flavors: {onnx: {}}\na: &a [*a]\n").Code);
        Assert.Equal(FileErrors.MLmodelInvalid, Refuse("flavors: {onnx: {}}\na: &a\n  b: {c: *a}\n").Code);
    }

    [Fact]
    public void Lists_that_are_nested_without_end_are_refused() =>
        Assert.Equal(FileErrors.MLmodelInvalid, Refuse($"flavors: {{onnx: {{}}}}\na: {new string('[', 20_000)}{new string(']', 20_000)}\n").Code);

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        // Nine to the power of thirteen texts.
        string text = "flavors: {onnx: {}}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n"));

        Assert.Equal(FileErrors.MLmodelInvalid, Refuse(text).Code);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_nothing_else()
    {
        string[] texts = [.. Directory.EnumerateFiles(TestData.At("mlmodel"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        Gen.Select(Gen.OneOf(texts), Damage.OfText).Holds(
            (text, damage) =>
            {
                _folder.Write("MLmodel", damage(System.Text.Encoding.UTF8.GetBytes(text)));
                try
                {
                    _ = MlflowModel.Read(_folder.Path).OnnxPath;
                }
                catch (AmlFileException error)
                {
                    Assert.StartsWith(_folder.Path, error.Path, StringComparison.Ordinal);
                }
            },
            times: 2_000);
    }

    private AmlFileException Refuse(string text) => Assert.Throws<AmlFileException>(() => Read(text));

    private MlflowModel Read(string text)
    {
        _folder.Write("MLmodel", text);
        return MlflowModel.Read(_folder.Path);
    }
}
