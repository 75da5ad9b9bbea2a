using System.Collections;
using System.Numerics;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

/// <summary>Rows as .NET values, which is how the pipeline gives them.</summary>
public sealed class ReadingObjects
{
    public static TheoryData<string, string, object?, string> Values => new()
    {
        { "double", "double", 1.5, "1.5" },
        { "double", "double", 1.5f, "1.5" },
        { "double", "double", 0.1f, "0.10000000149011612" },
        { "double", "double", 7, "7.0" },
        { "double", "double", long.MaxValue, "9.223372036854776e+18" },
        { "double", "double", 0.1m, "0.1" },
        { "double", "double", (Half)1.5, "1.5" },
        { "double", "double", BigInteger.Pow(10, 20), "1e+20" },
        { "double", "double", "1.5", "1.5" },
        { "double", "double", " -2 ", "-2.0" },
        { "double", "double", null, "NaN" },
        { "double", "double", DBNull.Value, "NaN" },
        { "double", "double", double.NaN, "NaN" },
        { "double", "double", Half.NaN, "NaN" },
        { "double", "double", double.NegativeInfinity, "-Infinity" },
        { "double", "double", '7', "7.0" },
        { "long", "int64", 9007199254740993L, "9007199254740993" },
        { "long", "int64", (byte)200, "200" },
        { "long", "int64", 3.0, "3" },
        { "long", "int64", 3.0m, "3" },
        { "long", "int64", "42", "42" },
        { "long", "uint64", ulong.MaxValue, "18446744073709551615" },
        { "boolean", "bool", true, "true" },
        { "boolean", "bool", "False", "false" },
        { "boolean", "bool", 1, "true" },
        { "string", "string", "é", "\"\\u00e9\"" },
        { "string", "string", 'x', "\"x\"" },
        { "string", "string", "", "\"\"" },
    };

    public static TheoryData<string, string, object?, string> Misfits => new()
    {
        { "double", "double", true, "'True' is not a number, and the column is double." },
        { "double", "double", "one", "'one' is not a number, and the column is double." },
        { "double", "double", new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), "'01/01/2024 00:00:00' is not a number, and the column is double." },
        { "double", "float", 1e300, "1E+300 does not fit: the column is double and the model's tensor is float." },
        { "long", "int64", 1.5, "1.5 is not a whole number, and the column is long. Round it yourself, or declare the column as double." },
        { "long", "int64", ulong.MaxValue, "18446744073709551615 does not fit: the column is long and the model's tensor is int64." },
        { "long", "int64", null, "the value is missing, and a column of type long cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN." },
        { "integer", "int32", 3_000_000_000L, "3000000000 does not fit: the column is integer and the model's tensor is int32." },
        { "boolean", "bool", 2, "'2' is neither true nor false, and the column is boolean." },
        { "string", "string", 12, "12 is not text, and the column is string. Put it in quotes if it is meant as text." },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_goes_into_the_tensor_unchanged(string column, string tensor, object? value, string expected)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"v: {column}");

        Assert.Equal($$"""{"x_out": {{expected}}}""", Score(model, (["v"], [value])));
        Assert.Equal($$"""{"x_out": {{expected}}}""", Score(model, (null, [value])));
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_value_that_would_change_is_refused_with_its_row(string column, string tensor, object? value, string problem)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"v: {column}");
        RowScoring rows = new(model.Model);

        AmlInputException error = Assert.Throws<AmlInputException>(() => rows.Add(["v"], [value], 1234));

        Assert.Equal((InputErrors.InvalidValue, $"row 1234, column 'v': {problem}"), (error.Code, error.Message));
    }

    [Fact]
    public void Names_may_come_in_any_order_and_with_others()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double", "c: double?");

        Assert.Equal(
            """{"0": 1.0, "1": 2.0, "2": NaN}, {"0": 3.0, "1": 4.0, "2": NaN}, {"0": 5.0, "1": 6.0, "2": 7.0}, {"0": 8.0, "1": 9.0, "2": NaN}""",
            Score(model, (["a", "b"], [1, 2]), (["b", "x", "a"], [4, new object(), 3]), (["c", "b", "a"], [7, 6, 5]), (["a", "b"], [8, 9])));
    }

    [Fact]
    public void Values_without_names_go_by_position_and_are_all_there()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double?");
        RowScoring rows = new(model.Model);

        Assert.Equal("""{"0": 1.0, "1": 2.0}""", Score(model, (null, [1, 2])));
        Assert.Equal("row 5: a row has 1 values, and the model takes 2 columns.", Assert.Throws<AmlInputException>(() => rows.Add(null, [1], 5)).Message);
        Assert.Equal("row 6: a row has 3 values, and the model takes 2 columns.", Assert.Throws<AmlInputException>(() => rows.Add(null, [1, 2, 3], 6)).Message);
    }

    [Fact]
    public void A_row_that_is_refused_leaves_the_others_alone()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double");
        RowScoring rows = new(model.Model);
        rows.Add(["a", "b"], [1, 2], 1);

        Assert.Throws<AmlInputException>(() => rows.Add(["a", "b"], [3, "x"], 2));
        Assert.Equal("row 3: the model's inputs 'b' are missing.", Assert.Throws<AmlInputException>(() => rows.Add(["a"], [3], 3)).Message);
        Assert.Throws<AmlInputException>(() => rows.Add(["a", "b", "b"], [3, 4, 5], 4));
        rows.Add(["b", "a"], [6, 5], 5);

        Assert.Equal(2, rows.Waiting);
        Assert.Equal("""{"0": 1.0, "1": 2.0}, {"0": 5.0, "1": 6.0}""", TestModel.Records(rows.Score(null, default)));
        Assert.Equal(0, rows.Waiting);
    }

    [Fact]
    public void A_missing_optional_value_that_cannot_be_missing_has_its_row()
    {
        using TestModel model = TestModel.OfColumns("int64", "a: long", "b: long?");
        RowScoring rows = new(model.Model);
        rows.Add(["a", "b"], [1, 2], 100);

        Assert.StartsWith("row 101, column 'b': the value is missing", Assert.Throws<AmlInputException>(() => rows.Add(["a"], [1], 101)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_tensors()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 2, 2), new GraphInput("y", "int64", -1));

        Assert.Equal(
            """{"x_out": [[1.0, 2.0], [3.0, 4.0]], "y_out": 7}, {"x_out": [[5.0, 6.0], [7.0, 8.0]], "y_out": 8}""",
            Score(model, (["x", "y"], [new object[] { new[] { 1, 2 }, new List<double> { 3, 4 } }, 7]), (["y", "x"], ["8", new float[,] { { 5, 6 }, { 7, 8 } }])));
    }

    [Fact]
    public void Lists_in_a_list_make_a_box()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 2, 2));
        RowScoring rows = new(model.Model);

        foreach (object value in new object[] { new object[] { new[] { 1, 2, 3 }, new[] { 4 } }, new object[] { 1, new[] { 2, 3 }, 4 } })
        {
            Assert.Equal("row 3, column 'x': the lists in the list do not have the same length.", Assert.Throws<AmlInputException>(() => rows.Add(["x"], [value], 3)).Message);
        }
    }

    [Fact]
    public void Lists_that_hold_themselves_are_refused()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));
        ArrayList list = [1];
        list.Add(list);

        Assert.Throws<AmlInputException>(() => new RowScoring(model.Model).Add(["x"], [list], 1));
    }

    [Fact]
    public void Rows_of_a_free_length_have_the_same_length()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));

        Assert.Equal("""{"0": 1.0, "1": 2.0}, {"0": 3.0, "1": 4.0}, {"0": 5.0, "1": 6.0}""", Score(model, (["x"], [new[] { 1, 2 }]), (null, [3, 4]), (["p", "q"], [5, 6])));
        foreach (object?[] second in new object?[][] { [3, 4, 5], [3], [new ArrayList { 3 }], [new ArrayList()] })
        {
            RowScoring rows = new(model.Model);
            rows.Add(null, [1, 2], 1);
            AmlInputException error = Assert.Throws<AmlInputException>(() => rows.Add(null, second, 2));
            Assert.Equal(InputErrors.InvalidShape, error.Code);
            Assert.StartsWith("row 2", error.Message, StringComparison.Ordinal);
            Assert.Equal(1, rows.Waiting);
        }
    }

    [Fact]
    public void A_first_row_that_is_refused_does_not_fix_the_length()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, -1));
        RowScoring rows = new(model.Model);

        Assert.Throws<AmlInputException>(() => rows.Add(["x"], [new object[] { 1, 2, "x" }], 1));
        Assert.Throws<AmlInputException>(() => rows.Add(["x"], [Array.Empty<int>()], 2));
        Assert.Throws<AmlInputException>(() => rows.Add(["a", "b", "c"], [1, 2, "x"], 3));
        rows.Add(["x"], [new[] { 4, 5 }], 4);

        Assert.Equal("""{"0": 4.0, "1": 5.0}""", TestModel.Records(rows.Score(null, default)));
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();
        using TestModel model = TestModel.OfInputs(("a: double", "double"), ("b: long", "int64"));

        Assert.Equal("""{"a_out": -1.5, "b_out": -3}, {"a_out": -2.5, "b_out": -4}""", Score(model, (["a", "b"], [-1.5m, -3]), (["a", "b"], ["-2.5", "-4"])));
    }

    private static string Score(TestModel model, params (string[]? Names, object?[] Values)[] rows)
    {
        RowScoring scoring = new(model.Model);
        long number = 0;
        foreach ((string[]? names, object?[] values) in rows)
        {
            scoring.Add(names, values, ++number);
        }

        return TestModel.Records(scoring.Score(null, default));
    }
}
