namespace AmlEndpoints.Tests.Scoring;

/// <summary>What may stand in a column of each type, and what is refused because it would change.</summary>
public sealed class ReadingJsonValues
{
    [Theory]
    [InlineData("double", "double", "1", "1.0")]
    [InlineData("double", "double", "-0.0", "-0.0")]
    [InlineData("double", "double", "1e308", "1e+308")]
    [InlineData("double", "double", "5e-324", "5e-324")]
    [InlineData("double", "double", "1e-400", "0.0")]
    [InlineData("double", "double", "9007199254740993", "9007199254740992.0")]
    [InlineData("double", "double", "\"1.5\"", "1.5")]
    [InlineData("double", "double", "\" -1.5e3 \"", "-1500.0")]
    [InlineData("double", "double", "\"NA\"", "NaN")]
    [InlineData("double", "float", "0.1", "0.10000000149011612")]
    [InlineData("double", "float", "1e-60", "0.0")]
    [InlineData("double", "float16", "0.1", "0.0999755859375")]
    [InlineData("float", "float", "16777217", "16777216.0")]
    [InlineData("double", "int64", "3", "3")]
    [InlineData("long", "int64", "9223372036854775807", "9223372036854775807")]
    [InlineData("long", "int64", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("long", "int64", "3.0", "3")]
    [InlineData("long", "int64", "1.5e1", "15")]
    [InlineData("long", "int64", "1e18", "1000000000000000000")]
    [InlineData("long", "int64", "9007199254740993.0", "9007199254740993")]
    [InlineData("long", "int64", "\"42\"", "42")]
    [InlineData("long", "uint64", "18446744073709551615", "18446744073709551615")]
    [InlineData("long", "float", "16777216", "16777216.0")]
    [InlineData("long", "uint8", "255", "255")]
    [InlineData("integer", "int32", "-2147483648", "-2147483648")]
    [InlineData("integer", "int64", "7", "7")]
    [InlineData("boolean", "bool", "true", "true")]
    [InlineData("boolean", "bool", "0", "false")]
    [InlineData("boolean", "bool", "1.0", "true")]
    [InlineData("boolean", "bool", "\"False\"", "false")]
    [InlineData("string", "string", "\"\"", "\"\"")]
    [InlineData("string", "string", "\"12\"", "\"12\"")]
    [InlineData("string", "string", "\"NaN\"", "\"NaN\"")]
    [InlineData("string", "string", "\"caf\\u00e9 \\ud83d\\ude00 \\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"caf\\u00e9 \\ud83d\\ude00 \\\"\\\\/\\b\\f\\n\\r\\t\"")]
    [InlineData("string", "string", "\"café 😀\"", "\"caf\\u00e9 \\ud83d\\ude00\"")]
    public void A_value_goes_into_the_tensor_unchanged(string column, string tensor, string value, string expected)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"v: {column}");

        Assert.Equal($$"""[{"x_out": {{expected}}}]""", model.Score($$"""{"columns": ["v"], "data": [[{{value}}]]}"""));
        Assert.Equal($$"""[{"x_out": {{expected}}}]""", model.Score($$"""[{"v": {{value}} }]"""));
        Assert.Equal($$"""[{"x_out": {{expected}}}]""", model.Score($$"""{"inputs": {"v": [{{value}}] } }"""));
    }

    [Theory]
    [InlineData("double", "double", "1e400", "1e400 does not fit: the column is double and the model's tensor is double.")]
    [InlineData("double", "float", "1e300", "1e300 does not fit: the column is double and the model's tensor is float.")]
    [InlineData("double", "float16", "70000", "70000 does not fit: the column is double and the model's tensor is float16.")]
    [InlineData("double", "double", "true", "'true' is not a number, and the column is double.")]
    [InlineData("double", "double", "\"1,5\"", "'1,5' is not a number, and the column is double.")]
    [InlineData("double", "int64", "1.5", "1.5 is not a whole number, and the column is double. Round it yourself, or declare the column as double.")]
    [InlineData("long", "int64", "1.5", "1.5 is not a whole number, and the column is long. Round it yourself, or declare the column as double.")]
    [InlineData("long", "int64", "\"1.5\"", "1.5 is not a whole number, and the column is long. Round it yourself, or declare the column as double.")]
    [InlineData("long", "int64", "0.99999999999999999999", "0.99999999999999999999 is not a whole number, and the column is long. Round it yourself, or declare the column as double.")]
    [InlineData("long", "int64", "9223372036854775808", "9223372036854775808 does not fit: the column is long and the model's tensor is int64.")]
    [InlineData("long", "int64", "1e19", "1e19 does not fit: the column is long and the model's tensor is int64.")]
    [InlineData("long", "int64", "1e300", "1e300 does not fit: the column is long and the model's tensor is int64.")]
    [InlineData("long", "int64", "1e400", "1e400 does not fit: the column is long and the model's tensor is int64.")]
    [InlineData("long", "int64", "NaN", "the value is missing, and a column of type long cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.")]
    [InlineData("long", "int64", "null", "the value is missing, and a column of type long cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.")]
    [InlineData("long", "int64", "\"\"", "the value is missing, and a column of type long cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.")]
    [InlineData("long", "int64", "Infinity", "'Infinity' is not a number, and the column is long.")]
    [InlineData("long", "int64", "false", "'false' is not a number, and the column is long.")]
    [InlineData("long", "float", "16777217", "16777217 would be rounded: the column is long and the model's tensor is float.")]
    [InlineData("long", "uint64", "-1", "-1 does not fit: the column is long and the model's tensor is uint64.")]
    [InlineData("long", "uint8", "256", "256 does not fit: the column is long and the model's tensor is uint8.")]
    [InlineData("integer", "int32", "2147483648", "2147483648 does not fit: the column is integer and the model's tensor is int32.")]
    [InlineData("integer", "int64", "2147483648", "2147483648 does not fit: the column is integer and the model's tensor is int64.")]
    [InlineData("boolean", "bool", "2", "'2' is neither true nor false, and the column is boolean.")]
    [InlineData("boolean", "bool", "\"yes\"", "'yes' is neither true nor false, and the column is boolean.")]
    [InlineData("boolean", "bool", "null", "the value is missing, and a column of type boolean cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.")]
    [InlineData("string", "string", "12", "12 is not text, and the column is string. Put it in quotes if it is meant as text.")]
    [InlineData("string", "string", "true", "true is not text, and the column is string. Put it in quotes if it is meant as text.")]
    [InlineData("string", "string", "null", "the value is missing, and a column of type string cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.")]
    public void A_value_that_would_change_is_refused_with_its_place(string column, string tensor, string value, string problem)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"v: {column}");
        string good = column switch { "string" => "\"x\"", "boolean" => "true", _ => "1" };

        AmlInputException error = model.Refuse($$"""{"columns": ["v"], "data": [[{{good}}], [{{value}}]]}""");

        Assert.Equal((InputErrors.InvalidValue, $"row 2, column 'v': {problem}"), (error.Code, error.Message));
        Assert.Equal(error.Message, model.Refuse($$"""[{"v": {{good}} }, {"v": {{value}} }]""").Message);
        Assert.Equal(error.Message, model.Refuse($$"""{"inputs": {"v": [{{good}}, {{value}}] } }""").Message);
    }

    [Fact]
    public void A_long_value_is_cut_in_the_message()
    {
        using TestModel model = TestModel.OfColumns("double", "v: double");

        AmlInputException error = model.Refuse($$"""[{"v": "{{new string('z', 1000)}}"}]""");

        Assert.Equal($"row 1, column 'v': '{new string('z', 60)}…' is not a number, and the column is double.", error.Message);
    }

    [Fact]
    public void A_list_where_one_value_should_stand_is_refused()
    {
        using TestModel model = TestModel.OfColumns("double", "v: double", "w: double");

        AmlInputException error = model.Refuse("""{"columns": ["v", "w"], "data": [[1, [2]]]}""");

        Assert.Equal(InputErrors.InvalidShape, error.Code);
        Assert.Equal("row 1, column 'w': a list stands where one value of type double should (line 1, column 38).", error.Message);
    }
}
