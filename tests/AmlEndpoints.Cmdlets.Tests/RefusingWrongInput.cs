using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

/// <summary>Everything that users give wrong: each is one error with a stable id that says what to do, and the session goes on.</summary>
public sealed partial class RefusingWrongInput(SampleModels models) : IClassFixture<SampleModels>
{
    private static readonly Dictionary<string, WrongInput> _all = Cases().ToDictionary(item => item.Name);

    private sealed record WrongInput(string Name, string Code, ErrorCategory Category, string Script, params string[] Says)
    {
        /// <summary>The file that the script names $file.</summary>
        public string? File { get; init; }

        public byte[] Content { get; init; } = [];
    }

    public static TheoryData<string> Names => [.. _all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_clear_error_and_the_session_goes_on(string name)
    {
        WrongInput wrong = _all[name];
        using CmdletRunner runner = new(models.FullName);
        runner.Set("models", Built.TestData("models")).Set("images", Built.TestData("images")).Set("file", wrong.File);
        if (wrong.File is not null)
        {
            models.Write(wrong.File, wrong.Content);
        }

        List<string> before = [.. models.Names];
        runner.Run(wrong.Script);

        ErrorRecord error = Assert.Single(runner.Errors);
        string message = error.Exception.Message;
        Assert.StartsWith($"{wrong.Code},AmlEndpoints.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(wrong.Category, error.CategoryInfo.Category);
        Assert.All(wrong.Says, text => Assert.Contains(text, message, StringComparison.Ordinal));
        Assert.DoesNotMatch(StackTrace(), message);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.Empty(runner.Output);
        Assert.Equal(before, models.Names);
        Assert.Equal(2, runner.Run("Invoke-AmlPrediction score good.csv").Output.Count);
        Assert.Empty(runner.Errors);
    }

    private static IEnumerable<WrongInput> Cases() =>
    [
        // CSV
        Csv("a column is missing", "InputMissingColumns", "age\n1\n", "income"),
        Csv("columns differ in case", "InputMissingColumns", "Age,income\n1,2\n", "'age'", "'Age'"),
        Csv("a column stands twice", "InputDuplicateColumn", "age,age,income\n1,1,2\n", "'age'"),
        Csv("text in a number", "InputInvalidValue", "age,income\n1,2\n1,abc\n", "line 3", "row 2", "'income'", "'abc'"),
        Csv("a number beyond the tensor's range", "InputInvalidValue", "age,income\n1e300,2\n", "row 1", "'age'", "1e300"),
        Csv("an empty CSV file", "InputEmpty", "", "empty"),
        Csv("a header only", "InputEmpty", "age,income\n", "no rows"),
        Csv("a record too long", "InputInvalidShape", "age,income\n1,2\n1,2,3\n", "line 3"),
        Csv("a record too short", "InputInvalidShape", "age,income\n1,2\n1\n", "line 3"),
        Csv("a quote that is not closed", "InputInvalidCsv", "age,income\n1,\"2\n", "line 2", "quote"),
        new("binary garbage as CSV", "InputMissingColumns", ErrorCategory.InvalidData, "Invoke-AmlPrediction score $file", "garbage.csv", "income")
        {
            File = "garbage.csv",
            Content = [.. Enumerable.Range(0, 512).Select(index => (byte)(index * 7))],
        },
        Csv("a missing value in a long column", "InputInvalidValue", "id,x\n,1\n", "row 1", "'id'", "missing") with { Script = "Invoke-AmlPrediction ids $file" },
        Csv("a fraction in a long column", "InputInvalidValue", "id\n1.5\n", "row 1", "'id'", "1.5") with { Script = "Invoke-AmlPrediction ids $file" },

        // JSON
        Json("an empty JSON file", "InputEmpty", "", "empty"),
        Json("truncated JSON", "InputInvalidJson", """{"dataframe_split": {"columns": ["age", "income"], "data": [[1,""", "line 1", "cut off"),
        Json("text behind the JSON", "InputInvalidJson", """{"dataframe_records": [{"age": 1, "income": 2}]} x""", "'x'"),
        Json("JSON of no dialect", "InputUnknownDialect", """{"rows": [1]}""", "input_data", "dataframe_split"),
        Json("JSON that is a number", "InputUnknownDialect", "5", "object", "list"),
        Json("two dialects", "InputUnknownDialect", """{"instances": [{"age": 1, "income": 2}], "dataframe_records": [{"age": 1, "income": 2}]}""", "'instances'", "'dataframe_records'"),
        Json("JSON without rows", "InputEmpty", """{"dataframe_split": {"columns": ["age", "income"], "data": []}}""", "no rows"),
        Json("ragged JSON rows", "InputInvalidShape", """{"dataframe_split": {"columns": ["age", "income"], "data": [[1, 2], [1]]}}""", "row 2"),
        Json("null in a long column", "InputInvalidValue", """{"dataframe_split": {"columns": ["id"], "data": [[null]]}}""", "row 1", "'id'") with { Script = "Invoke-AmlPrediction ids $file" },
        Json("1.5 in a long column", "InputInvalidValue", """{"dataframe_records": [{"id": 1.5}]}""", "1.5") with { Script = "Invoke-AmlPrediction ids $file" },
        Json("an overflow of a long column", "InputInvalidValue", """{"inputs": {"id": [9223372036854775808]}}""", "9223372036854775808") with { Script = "Invoke-AmlPrediction ids $file" },
        Json("NaN in a long column", "InputInvalidValue", """{"dataframe_records": [{"id": NaN}]}""", "'id'") with { Script = "Invoke-AmlPrediction ids $file" },
        Json("a list of the wrong shape", "InputInvalidShape", """{"instances": [[1, 2, 3, 4, 5]]}""", "4") with { Script = "Invoke-AmlPrediction $models/fixed_batch.onnx $file" },

        // Images
        Image("a damaged image", "ImageInvalid", "Invoke-AmlPrediction $models/images_nchw.onnx $file", [137, 80, 78, 71, 13, 10, 26, 10, 0, 0], "damaged"),
        Image("text that is called an image", "ImageInvalid", "Invoke-AmlPrediction $models/images_nchw.onnx $file", "hello"u8.ToArray(), "PNG"),
        Image("an empty image", "ImageInvalid", "Invoke-AmlPrediction $models/images_nchw.onnx $file", [], "PNG"),
        new("an image of the wrong size", "InputInvalidShape", ErrorCategory.InvalidData, "Invoke-AmlPrediction $models/fixed_batch.onnx $images/ankle_boot.png", "28 × 28", "4"),
        new("an image for a model of columns", "InputInvalidShape", ErrorCategory.InvalidData, "Invoke-AmlPrediction score $images/ankle_boot.png", "images", "age"),

        // Files
        new("a file that does not exist", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score nope.csv", "nope.csv", "no such file"),
        new("a pattern without a match", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score nope*.csv", "nope*.csv", "-LiteralPath"),
        new("a name with brackets as a pattern", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score 'nope[.csv'", "nope[.csv", "-LiteralPath"),
        new("a folder as input", "FileAccessFailed", ErrorCategory.ReadError, "Invoke-AmlPrediction score score -ContentType Csv", "folder"),
        new("a folder as input, without a content type", "FileAccessFailed", ErrorCategory.ReadError, "Invoke-AmlPrediction score score", "folder"),
        new("an ending that is not known", "UnknownContentType", ErrorCategory.InvalidArgument, "Invoke-AmlPrediction score rows.parquet", ".parquet", "-ContentType"),
        new("a path that is not in the file system", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score Env:PATH", "file system"),
        new("an output folder that does not exist", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score good.csv -OutputPath nowhere/out.csv", "out.csv", "folder"),
        new("an output that is a folder", "FileWriteFailed", ErrorCategory.WriteError, "Invoke-AmlPrediction score good.csv -OutputPath folder.csv", "folder.csv"),
        new("an output ending that is not known", "UnknownContentType", ErrorCategory.InvalidArgument, "Invoke-AmlPrediction score good.csv -OutputPath out.xlsx", ".xlsx", ".jsonl"),

        new("a NUL in a path", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction score \"a`0b.csv\"", "NUL"),
        new("CSV in UTF-16", "InputInvalidEncoding", ErrorCategory.InvalidData, "Invoke-AmlPrediction score $file", "utf16.csv", "UTF-8") { File = "utf16.csv", Content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("age,income\n1,2\n")] },
        new("JSON in UTF-16", "InputInvalidEncoding", ErrorCategory.InvalidData, "Invoke-AmlPrediction score $file", "utf16.json", "UTF-8") { File = "utf16.json", Content = [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("{}")] },

        // Models
        new("outputs whose names differ in case", "ModelFailed", ErrorCategory.InvalidResult, "@{ x = 1 } | Invoke-AmlPrediction $models/names_differ_in_case.onnx", "'Score'", "-Raw"),
        new("a model that does not exist", "FileNotFound", ErrorCategory.ObjectNotFound, "Invoke-AmlPrediction nope good.csv", "nope"),
        new("a folder without an MLmodel file", "NotAModelFolder", ErrorCategory.InvalidData, "Invoke-AmlPrediction $images good.csv", "MLmodel", "Export-AmlModel"),
        Model("an MLmodel file that is not YAML", "MLmodelInvalid", "flavors: [1\n", "MLmodel"),
        Model("an MLmodel file on which the YAML parser itself fails", "MLmodelInvalid", "flavors: [1\nb: }\n", "MLmodel"),
        Model("an MLmodel file without flavors", "MLmodelInvalid", "mlflow_version: 2.22.0\n", "flavors"),
        Model("a model without the onnx flavor", "NoOnnxFlavor", "flavors:\n  sklearn:\n    pickled_model: model.pkl\n", "sklearn", "ONNX"),
        Model("a model whose ONNX file is missing", "FileNotFound", "flavors:\n  onnx:\n    data: model.onnx\n", "model.onnx"),
        new("a corrupt ONNX file", "OnnxInvalid", ErrorCategory.InvalidData, "Invoke-AmlPrediction $file good.csv", "corrupt.onnx", "ONNX Runtime", "damaged")
        {
            File = "corrupt.onnx",
            Content = Encoding.UTF8.GetBytes("this is not a model"),
        },
        new("an operator that ONNX Runtime does not have", "CustomOperator", ErrorCategory.InvalidData, "Invoke-AmlPrediction $models/custom_operator.onnx good.csv", "Frobnicate"),
        new("an opset of the future", "OpsetTooNew", ErrorCategory.InvalidData, "Invoke-AmlPrediction $models/future_opset.onnx good.csv", "99"),

        // The pipeline
        new("a number in the pipeline", "InputNotARow", ErrorCategory.InvalidData, "5 | Invoke-AmlPrediction score", "Int32"),
        new("a text in the pipeline", "InputNotARow", ErrorCategory.InvalidData, "'good.csv' | Invoke-AmlPrediction score", "String"),
        new("null in the pipeline", "InputNotARow", ErrorCategory.InvalidData, "$null | Invoke-AmlPrediction score", "null"),
        new("no input at all", "InputEmpty", ErrorCategory.InvalidData, "Invoke-AmlPrediction score", "-InputPath"),
        new("null as a parameter", "InputEmpty", ErrorCategory.InvalidData, "Invoke-AmlPrediction score -InputObject $null", "no input"),
        new("an object without a column", "InputMissingColumns", ErrorCategory.InvalidData, "@{ age = 1 } | Invoke-AmlPrediction score", "row 1", "income"),
        new("a list that is too long for the columns", "InputInvalidShape", ErrorCategory.InvalidData, ", (1, 2, 3) | Invoke-AmlPrediction score", "row 1", "3", "2"),
        new("a list of the wrong length", "InputInvalidShape", ErrorCategory.InvalidData, ", (1, 2, 3) | Invoke-AmlPrediction $models/fixed_batch.onnx", "4"),
        new("a nested object as a value", "InputInvalidValue", ErrorCategory.InvalidData, "@{ age = @{ years = 1 }; income = 2 } | Invoke-AmlPrediction score", "'age'"),
        new("a list that contains itself", "InputInvalidShape", ErrorCategory.InvalidData, "$l = [System.Collections.ArrayList]::new(); $null = $l.Add($l); @{ age = $l } | Invoke-AmlPrediction score", "nested"),
        new("null in a long column of the pipeline", "InputInvalidValue", ErrorCategory.InvalidData, "@{ id = $null } | Invoke-AmlPrediction ids", "'id'", "missing"),
    ];

    private static WrongInput Csv(string name, string code, string text, params string[] says) => Text(name, code, ".csv", text, says);

    private static WrongInput Json(string name, string code, string text, params string[] says) => Text(name, code, ".json", text, says);

    private static WrongInput Text(string name, string code, string ending, string text, string[] says) =>
        new(name, code, ErrorCategory.InvalidData, "Invoke-AmlPrediction score $file", [name + ending, .. says]) { File = name + ending, Content = Encoding.UTF8.GetBytes(text) };

    private static WrongInput Image(string name, string code, string script, byte[] content, params string[] says) =>
        new(name, code, ErrorCategory.InvalidData, script, [name, .. says]) { File = name + ".png", Content = content };

    private static WrongInput Model(string name, string code, string text, params string[] says) =>
        new(name, code, code == "FileNotFound" ? ErrorCategory.ObjectNotFound : ErrorCategory.InvalidData, "Invoke-AmlPrediction model good.csv", says) { File = "model/MLmodel", Content = Encoding.UTF8.GetBytes(text) };

    [GeneratedRegex(@"\bat [\w.]+\(|Exception\b")]
    private static partial Regex StackTrace();
}
