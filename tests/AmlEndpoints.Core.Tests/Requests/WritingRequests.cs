using System.Text;
using AmlEndpoints.Requests;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Requests;

/// <summary>Rows become requests in every dialect.</summary>
public sealed class WritingRequests
{
    private static readonly string[] _images = [Path.Combine(TestData.Images, "ankle_boot.png"), Path.Combine(TestData.Images, "pullover.png")];

    [Theory]
    [InlineData("images.csv", RequestDialect.Csv, 6, true)]
    [InlineData("images.json", RequestDialect.Split, 10, false)]
    [InlineData("images_azureml.json", RequestDialect.InputData, 10, false)]
    public void The_scenarios_test_data_come_from_its_images_byte_for_byte(string file, RequestDialect dialect, int decimals, bool keepZeros)
    {
        RequestTable table = new();
        Array.ForEach(_images, image => table.AddImage(image, decimals, keepZeros));
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);

        Assert.Equal(TestData.Read(file), Encoding.UTF8.GetBytes(RequestWriter.Write(table, dialect, model)));
        Assert.Equal(784, table.Names.Count);
    }

    [Theory]
    [InlineData(RequestDialect.Csv, "a,b\n1,x\n2.5,\"y \"\"z\"\"\"\n")]
    [InlineData(RequestDialect.Split, """{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2.5,"y \"z\""]]}""")]
    [InlineData(RequestDialect.InputData, """{"input_data":{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2.5,"y \"z\""]]}}""")]
    [InlineData(RequestDialect.DataframeSplit, """{"dataframe_split":{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2.5,"y \"z\""]]}}""")]
    [InlineData(RequestDialect.DataframeRecords, """{"dataframe_records":[{"a":1,"b":"x"},{"a":2.5,"b":"y \"z\""}]}""")]
    [InlineData(RequestDialect.Instances, """{"instances":[{"a":1,"b":"x"},{"a":2.5,"b":"y \"z\""}]}""")]
    [InlineData(RequestDialect.Inputs, """{"inputs":{"a":[1,2.5],"b":["x","y \"z\""]}}""")]
    public void Every_dialect_is_written(RequestDialect dialect, string expected)
    {
        RequestTable table = new();
        table.Add(["a", "b"], [1, "x"]);
        table.Add(["b", "a"], ["y \"z\"", 2.5]);

        Assert.Equal(expected, RequestWriter.Write(table, dialect, null));
    }

    [Theory]
    [InlineData(RequestDialect.Instances, """{"instances":[[1,2],[3,4]]}""")]
    [InlineData(RequestDialect.Inputs, """{"inputs":[[1,2],[3,4]]}""")]
    [InlineData(RequestDialect.Split, """{"columns":["col_0","col_1"],"index":[0,1],"data":[[1,2],[3,4]]}""")]
    [InlineData(RequestDialect.Csv, "col_0,col_1\n1,2\n3,4\n")]
    public void Rows_without_names_are_lists_or_get_names(RequestDialect dialect, string expected)
    {
        RequestTable table = new();
        table.Add(null, [1, 2]);
        table.Add(null, [3, 4]);

        Assert.Equal(expected, RequestWriter.Write(table, dialect, null));
    }

    [Fact]
    public void Values_of_all_kinds_are_written()
    {
        RequestTable table = new();
        object?[] values =
        [
            null, DBNull.Value, double.NaN, float.PositiveInfinity, Half.NaN, -0.0, 1e16, 1e-7, 0.1f, float.MaxValue, (Half)0.1, 12345678901234567890m, 1.10m, ulong.MaxValue,
            System.Numerics.BigInteger.Pow(10, 30), (byte)7, true, 'x', "é\n\"", new object?[] { 1, null, new[] { 2.5 }, "t" },
        ];
        table.Add([.. values.Select((_, index) => $"c{index}")], values);

        Assert.EndsWith(
            """[[null,null,null,null,null,-0.0,1e+16,1e-07,0.1,3.4028235E+38,0.1,12345678901234567890,1.10,18446744073709551615,1000000000000000000000000000000,7,true,"x","\u00e9\n\"",[1,null,[2.5],"t"]]]}""",
            RequestWriter.Write(table, RequestDialect.Split, null),
            StringComparison.Ordinal);
        Assert.Equal(",,,,,-0.0,1e+16,1e-07,0.1,3.4028235E+38,0.1,12345678901234567890,1.10,18446744073709551615,1000000000000000000000000000000,7,True,x,\"é\n\"\"\",\"[1,null,[2.5],\"\"t\"\"]\"\n", RequestWriter.Write(table, RequestDialect.Csv, null).Split('\n', 2)[1]);
    }

    [Fact]
    public void Values_that_no_request_can_have_are_refused()
    {
        RequestTable table = new();

        AmlInputException error = Assert.Throws<AmlInputException>(() => table.Add(["a", "when"], [1, DateTime.UnixEpoch]));

        Assert.Equal((InputErrors.InvalidValue, "column 'when': a value of type DateTime cannot stand in a request. Give numbers, texts, booleans or lists of them."), (error.Code, error.Message));
        Assert.Throws<AmlInputException>(() => table.Add(["a"], [new Dictionary<string, int> { ["k"] = 1 }]));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void All_rows_have_the_columns_of_the_first()
    {
        RequestTable table = new();
        table.Add(["a", "b"], [1, 2]);

        Assert.Equal("row 2 has other columns than the first row. All rows of a request have the same.", Assert.Throws<AmlInputException>(() => table.Add(["a", "c"], [1, 2])).Message);
        Assert.Throws<AmlInputException>(() => table.Add(null, [1, 2, 3]));
        Assert.Throws<AmlInputException>(() => table.Add(["b", "b"], [1, 2]));
        table.Add(["b"], [3]);
        Assert.Equal("a,b\n1,2\n,3\n", RequestWriter.Write(table, RequestDialect.Csv, null));
    }

    [Fact]
    public void Names_are_there_once()
    {
        RequestTable table = new();
        table.Add(null, [1, 2]);

        Assert.Equal(InputErrors.DuplicateColumn, Assert.Throws<AmlInputException>(() => new RequestTable().Add(["a", "a"], [1, 2])).Code);
        Assert.Equal(InputErrors.DuplicateColumn, Assert.Throws<AmlInputException>(() => table.Rename(["a", "a"])).Code);
        Assert.Equal("there are 3 column names for 2 columns.", Assert.Throws<AmlInputException>(() => table.Rename(["a", "b", "c"])).Message);
        table.Rename(["y", "x"]);
        Assert.Equal("y,x\n1,2\n", RequestWriter.Write(table, RequestDialect.Csv, null));
    }

    [Fact]
    public void A_request_without_rows_is_refused() =>
        Assert.Equal(InputErrors.Empty, Assert.Throws<AmlInputException>(() => RequestWriter.Write(new RequestTable(), RequestDialect.Csv, null)).Code);

    [Theory]
    [InlineData(RequestDialect.InputData, """{"input_data":[[[[1,2],[3,4]]],[[[5,6],[7,8]]]]}""")]
    [InlineData(RequestDialect.Inputs, """{"inputs":[[[[1,2],[3,4]]],[[[5,6],[7,8]]]]}""")]
    [InlineData(RequestDialect.Instances, """{"instances":[[[[1,2],[3,4]]],[[[5,6],[7,8]]]]}""")]
    [InlineData(RequestDialect.DataframeSplit, """{"dataframe_split":{"columns":["col_0","col_1","col_2","col_3"],"index":[0,1],"data":[[1,2,3,4],[5,6,7,8]]}}""")]
    public void For_a_model_with_a_tensor_rows_get_its_shape(RequestDialect dialect, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 1, 2, 2));
        RequestTable table = new();
        table.Add(null, [1, 2, 3, 4]);
        table.Add(null, [5, 6, 7, 8]);

        Assert.Equal(expected, RequestWriter.Write(table, dialect, model.Model));
        Assert.Equal("""[{"x_out": [[[1.0, 2.0], [3.0, 4.0]]]}, {"x_out": [[[5.0, 6.0], [7.0, 8.0]]]}]""", model.Score(expected));
    }

    [Theory]
    [InlineData(RequestDialect.InputData, """{"input_data":{"b":[2,4],"a":["x","y"]}}""")]
    [InlineData(RequestDialect.Inputs, """{"inputs":{"b":[2,4],"a":["x","y"]}}""")]
    [InlineData(RequestDialect.Instances, """{"instances":[{"b":2,"a":"x"},{"b":4,"a":"y"}]}""")]
    public void For_a_model_with_several_tensors_they_have_names(RequestDialect dialect, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("a", "string", -1), new GraphInput("b", "int64", -1));
        RequestTable table = new();
        table.Add(["b", "a"], [2, "x"]);
        table.Add(["b", "a"], [4, "y"]);

        Assert.Equal(expected, RequestWriter.Write(table, dialect, model.Model));
        Assert.Equal("""[{"a_out": "x", "b_out": 2}, {"a_out": "y", "b_out": 4}]""", model.Score(expected));
    }

    [Fact]
    public void For_a_model_with_columns_rows_get_its_names_and_are_read_back()
    {
        using TestModel model = TestModel.OfColumns("double", "x: double", "y: double");
        RequestTable table = new();
        table.Add(null, [1, 2]);
        RequestTable bad = new();
        bad.Add(["x", "y"], [1, "two"]);
        RequestTable other = new();
        other.Add(["x", "z"], [1, 2]);

        Assert.Equal("""{"input_data":{"columns":["x","y"],"index":[0],"data":[[1,2]]}}""", RequestWriter.Write(table, RequestDialect.InputData, model.Model));
        Assert.Equal("row 1, column 'y': 'two' is not a number, and the column is double.", Assert.Throws<AmlInputException>(() => RequestWriter.Write(bad, RequestDialect.InputData, model.Model)).Message);
        Assert.Equal(InputErrors.MissingColumns, Assert.Throws<AmlInputException>(() => RequestWriter.Write(other, RequestDialect.Split, model.Model)).Code);
    }

    [Fact]
    public void Vectors_and_scalars_fit_their_tensors()
    {
        using TestModel vector = TestModel.OfTensors(new GraphInput("x", "int64", -1));
        RequestTable table = new();
        table.Add(null, [5]);
        table.Add(null, [6]);

        Assert.Equal("""{"inputs":[5,6]}""", RequestWriter.Write(table, RequestDialect.Inputs, vector.Model));
    }

    [Fact]
    public void A_column_of_lists_is_the_tensor()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 2, 2));
        RequestTable table = new();
        table.Add(["x"], [new[] { new[] { 1, 2 }, [3, 4] }]);

        Assert.Equal("""{"inputs":[[[1,2],[3,4]]]}""", RequestWriter.Write(table, RequestDialect.Inputs, model.Model));
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        using TemporaryFolder folder = new();
        string small = folder.Write("small.png", Png.Write(2, 2, 1, (_, _, _) => 0));
        RequestTable table = new();
        table.AddImage(_images[0], 6, keepZeros: true);

        AmlInputException error = Assert.Throws<AmlInputException>(() => table.AddImage(small, 6, keepZeros: true));

        Assert.Equal($"{small}: the image is 2 × 2 pixels, and the rows before it have 784 values.", error.Message);
        Assert.Equal(FileErrors.ImageInvalid, Assert.Throws<AmlFileException>(() => table.AddImage(TestData.At("images.csv"), 6, keepZeros: true)).Code);
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "float", -1, 4));
        RequestTable table = new();
        table.Add(["a", "b", "c", "d"], [-1.5, -2.5f, -3.5m, "-4.5"]);

        Assert.Equal("""{"columns":["a","b","c","d"],"index":[0],"data":[[-1.5,-2.5,-3.5,-4.5]]}""", RequestWriter.Write(table, RequestDialect.Split, model.Model));
        Assert.Equal("a,b,c,d\n-1.5,-2.5,-3.5,-4.5\n", RequestWriter.Write(table, RequestDialect.Csv, null));
    }
}
