using System.Text.Json;
using AmlEndpoints.Scoring;
using CsCheck;

namespace AmlEndpoints.Tests.Scoring;

public sealed class ReadingImages
{
    // 8 × 8 pixels, all of them 128, and all of them red 200, green 100, blue 50; made with Pillow.
    private const string GreyJpeg = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z";
    private const string ColourJpeg = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAIAAgDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/ACA9SD//2Q==";

    private static readonly string _boot = Path.Combine(TestData.Images, "ankle_boot.png");
    private static readonly string _pullover = Path.Combine(TestData.Images, "pullover.png");

    [Fact]
    public void The_scenarios_model_knows_the_boot_and_the_pullover()
    {
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);
        RowScoring rows = new(model);
        rows.AddImage(_boot);
        rows.AddImage(_pullover);

        using PredictionBatch batch = rows.Score(null, default);

        Assert.Equal([9, 2], Enumerable.Range(0, 2).Select(row => Enumerable.Range(0, 10).MaxBy(label => (float)batch.Predictions.GetValue(row, label))));
    }

    [Fact]
    public void Images_score_as_the_same_pixels_do_in_a_request()
    {
        using TestModel model = TestModel.Named("images_nchw");
        double[][] pixels = Pixels();

        JsonElement[] scores = Score(model, _boot, _pullover);

        for (int row = 0; row < 2; row++)
        {
            Assert.Equal(pixels[row].Sum(), scores[row].GetProperty("0").GetDouble(), 0.001);
            Assert.Equal(pixels[row].Take(392).Sum(), scores[row].GetProperty("1").GetDouble(), 0.001);
            Assert.Equal(pixels[row].Where((_, index) => index % 28 < 14).Sum(), scores[row].GetProperty("2").GetDouble(), 0.001);
        }
    }

    [Fact]
    public void A_whole_tensor_gets_the_bytes()
    {
        using TestModel model = TestModel.Named("uint8_image");

        JsonElement[] scores = Score(model, _boot);

        Assert.Equal(Pixels()[0].Average() * 255, scores[0].GetProperty("mean").GetDouble(), 0.001);
    }

    // The pixel at column x, line y and channel c is 100 c + 10 y + x.
    [Theory]
    [InlineData("uint8", new long[] { -1, 3, 2, 4 }, "[[[0, 1, 2, 3], [10, 11, 12, 13]], [[100, 101, 102, 103], [110, 111, 112, 113]], [[200, 201, 202, 203], [210, 211, 212, 213]]]")]
    [InlineData("uint8", new long[] { -1, 3, -1, -1 }, "[[[0, 1, 2, 3], [10, 11, 12, 13]], [[100, 101, 102, 103], [110, 111, 112, 113]], [[200, 201, 202, 203], [210, 211, 212, 213]]]")]
    [InlineData("int32", new long[] { -1, 2, 4, 3 }, "[[[0, 100, 200], [1, 101, 201], [2, 102, 202], [3, 103, 203]], [[10, 110, 210], [11, 111, 211], [12, 112, 212], [13, 113, 213]]]")]
    [InlineData("int64", new long[] { -1, -1, 4, 3 }, "[[[0, 100, 200], [1, 101, 201], [2, 102, 202], [3, 103, 203]], [[10, 110, 210], [11, 111, 211], [12, 112, 212], [13, 113, 213]]]")]
    [InlineData("uint16", new long[] { -1, 4, -1, -1 }, "[[[0, 1, 2, 3], [10, 11, 12, 13]], [[100, 101, 102, 103], [110, 111, 112, 113]], [[200, 201, 202, 203], [210, 211, 212, 213]], [[255, 255, 255, 255], [255, 255, 255, 255]]]")]
    public void Colours_go_into_the_layout_of_the_model(string type, long[] dimensions, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", type, dimensions));
        using TemporaryFolder folder = new();
        string path = folder.Write("colours.png", Png.Write(4, 2, 3, (x, y, channel) => (byte)((100 * channel) + (10 * y) + x)));

        Assert.Equal($$"""{"x_out": {{expected}}}""", ScoreText(model, path));
        Assert.Equal($$"""{"x_out": {{expected}}}, {"x_out": {{expected}}}""", ScoreText(model, path, path));
    }

    [Theory]
    [InlineData(new long[] { -1, 2, 3 }, "[[0, 1, 2], [10, 11, 12]]")]
    [InlineData(new long[] { -1, -1, -1 }, "[[0, 1, 2], [10, 11, 12]]")]
    [InlineData(new long[] { -1, 1, 2, 3 }, "[[[0, 1, 2], [10, 11, 12]]]")]
    [InlineData(new long[] { -1, 2, 3, 1 }, "[[[0], [1], [2]], [[10], [11], [12]]]")]
    public void Grey_goes_into_the_layout_of_the_model(long[] dimensions, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "uint8", dimensions));
        using TemporaryFolder folder = new();

        Assert.Equal($$"""{"x_out": {{expected}}}""", ScoreText(model, folder.Write("grey.png", Png.Write(3, 2, 1, (x, y, _) => (byte)((10 * y) + x)))));
    }

    [Theory]
    [InlineData(6, 1, """{"0": 0, "1": 1, "2": 2, "3": 10, "4": 11, "5": 12}""")]
    [InlineData(-1, 1, """{"0": 0, "1": 1, "2": 2, "3": 10, "4": 11, "5": 12}""")]
    [InlineData(18, 3, """{"0": 0, "1": 100, "2": 200, "3": 1, "4": 101, "5": 201, "6": 2, "7": 102, "8": 202, "9": 10, "10": 110, "11": 210, "12": 11, "13": 111, "14": 211, "15": 12, "16": 112, "17": 212}""")]
    public void A_flat_row_takes_grey_or_colours_by_its_length(long length, int channels, string expected)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "uint8", -1, length));
        using TemporaryFolder folder = new();

        Assert.Equal(expected, ScoreText(model, folder.Write("image.png", Png.Write(3, 2, channels, (x, y, channel) => (byte)((100 * channel) + (10 * y) + x)))));
    }

    [Theory]
    [InlineData("float", "double", "0.0, \"1\": 0.20000000298023224, \"2\": 1.0")]
    [InlineData("float16", "float", "0.0, \"1\": 0.199951171875, \"2\": 1.0")]
    [InlineData("float", "long", "0.0, \"1\": 51.0, \"2\": 255.0")]
    [InlineData("int64", "long", "0, \"1\": 51, \"2\": 255")]
    [InlineData("uint8", "double", "0, \"1\": 51, \"2\": 255")]
    public void Columns_take_the_pixels_in_their_order(string tensor, string column, string expected)
    {
        using TestModel model = TestModel.OfColumns(tensor, $"a: {column}", $"b: {column}", $"c: {column}");
        using TemporaryFolder folder = new();

        Assert.Equal($$"""{"0": {{expected}}}""", ScoreText(model, folder.Write("image.png", Png.Write(3, 1, 1, (x, _, _) => (byte)(x * 51 * ((x * 3) - 1) / 2)))));
    }

    [Fact]
    public void Columns_may_stand_for_a_tensor_of_the_shape_of_images()
    {
        using TestModel model = TestModel.Create(
            Graph.Identity(new GraphInput("x", "uint8", -1, 2, 2, 3)),
            [.. Enumerable.Range(0, 12).Select(index => TestModel.Column($"col_{index}: long"))]);
        using TemporaryFolder folder = new();

        Assert.Equal(
            """{"x_out": [[[0, 100, 200], [1, 101, 201]], [[10, 110, 210], [11, 111, 211]]]}""",
            ScoreText(model, folder.Write("image.png", Png.Write(2, 2, 3, (x, y, channel) => (byte)((100 * channel) + (10 * y) + x)))));
    }

    [Fact]
    public void JPEG_is_read_too()
    {
        using TestModel grey = TestModel.OfTensors(new GraphInput("x", "uint8", -1, 64));
        using TestModel colours = TestModel.OfTensors(new GraphInput("x", "uint8", -1, 3, 8, 8));
        using TemporaryFolder folder = new();

        JsonElement row = Score(grey, folder.Write("grey.jpg", Convert.FromBase64String(GreyJpeg)))[0];
        int[][] channels = [.. Score(colours, folder.Write("colours.jpeg", Convert.FromBase64String(ColourJpeg)))[0].GetProperty("x_out").EnumerateArray()
            .Select(channel => channel.EnumerateArray().SelectMany(line => line.EnumerateArray()).Select(pixel => pixel.GetInt32()).ToArray())];

        Assert.All(row.EnumerateObject(), pixel => Assert.InRange(pixel.Value.GetInt32(), 127, 129));
        Assert.All(channels[0], pixel => Assert.InRange(pixel, 195, 205));
        Assert.All(channels[1], pixel => Assert.InRange(pixel, 95, 105));
        Assert.All(channels[2], pixel => Assert.InRange(pixel, 45, 55));
    }

    [Fact]
    public void Another_size_is_refused_and_the_rows_before_stay()
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", "uint8", -1, 1, -1, -1));
        using TemporaryFolder folder = new();
        RowScoring rows = new(model.Model);
        rows.AddImage(folder.Write("first.png", Png.Write(3, 2, 1, (_, _, _) => 1)));
        string turned = folder.Write("turned.png", Png.Write(2, 3, 1, (_, _, _) => 1));

        AmlInputException error = Assert.Throws<AmlInputException>(() => rows.AddImage(turned));

        Assert.Equal((InputErrors.InvalidShape, $"{turned}: the image is 2 × 3 pixels with 1 channel(s), and the model takes 3 × 2. Resize it first."), (error.Code, error.Message));
        Assert.Equal(1, rows.Waiting);
    }

    [Fact]
    public void The_size_that_is_needed_is_told()
    {
        using TestModel model = TestModel.Named("images_nchw");
        using OnnxModel scenario = OnnxModel.Load(TestData.ScenarioModel);
        using TemporaryFolder folder = new();
        string path = folder.Write("image.png", Png.Write(10, 20, 1, (_, _, _) => 1));

        Assert.EndsWith("the image is 10 × 20 pixels with 1 channel(s), and the model takes 28 × 28. Resize it first.", Assert.Throws<AmlInputException>(() => new RowScoring(model.Model).AddImage(path)).Message, StringComparison.Ordinal);
        Assert.EndsWith("and the model takes 784 values. Resize it first.", Assert.Throws<AmlInputException>(() => new RowScoring(scenario).AddImage(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string", new long[] { -1, 784 })]
    [InlineData("bool", new long[] { -1, 784 })]
    [InlineData("int8", new long[] { -1, 784 })]
    [InlineData("float", new long[] { -1 })]
    [InlineData("float", new long[] { -1, 2, 28, 28 })]
    [InlineData("float", new long[] { -1, 1, 1, 28, 28 })]
    public void Models_that_take_no_images_say_so(string type, long[] dimensions)
    {
        using TestModel model = TestModel.OfTensors(new GraphInput("x", type, dimensions));

        Assert.Equal(InputErrors.InvalidShape, Assert.Throws<AmlInputException>(() => new RowScoring(model.Model).AddImage(_boot)).Code);
    }

    [Fact]
    public void A_file_that_is_no_image_is_refused()
    {
        using TestModel model = TestModel.Named("images_nchw");
        using TemporaryFolder folder = new();
        RowScoring rows = new(model.Model);

        Assert.Equal(FileErrors.ImageInvalid, Refuse(rows, TestData.At("images.json")).Code);
        Assert.Equal(FileErrors.ImageInvalid, Refuse(rows, folder.Write("empty.png", "")).Code);
        Assert.Equal(FileErrors.NotFound, Refuse(rows, folder.At("none.png")).Code);
        Assert.Equal(FileErrors.AccessFailed, Refuse(rows, folder.Path).Code);
        Assert.Equal(0, rows.Waiting);
    }

    [Fact]
    public void A_damaged_image_is_refused_or_read_and_nothing_else()
    {
        byte[][] images = [File.ReadAllBytes(_boot), Convert.FromBase64String(GreyJpeg), Convert.FromBase64String(ColourJpeg)];
        using TemporaryFolder folder = new();
        Gen.Select(Gen.OneOf(images), Damage.OfBytes).Holds(
            (image, damage) =>
            {
                string path = folder.Write("image.png", damage(image));
                try
                {
                    ImagePixels.Decode(path, 1);
                }
                catch (AmlFileException error)
                {
                    Assert.Equal(FileErrors.ImageInvalid, error.Code);
                }
            });
    }

    [Fact]
    public void A_length_that_points_behind_the_end_does_not_make_it_wait_for_ever()
    {
        byte[] image = Convert.FromBase64String(GreyJpeg);
        image[4] = 0x3F;
        using TemporaryFolder folder = new();
        string path = folder.Write("image.jpg", image);

        Assert.Equal(FileErrors.ImageInvalid, Assert.Throws<AmlFileException>(() => ImagePixels.Decode(path, 1)).Code);
    }

    private static AmlFileException Refuse(RowScoring rows, string path) => Assert.Throws<AmlFileException>(() => rows.AddImage(path));

    private static string ScoreText(TestModel model, params string[] paths)
    {
        RowScoring rows = new(model.Model);
        foreach (string path in paths)
        {
            rows.AddImage(path);
        }

        return TestModel.Records(rows.Score(null, default));
    }

    private static JsonElement[] Score(TestModel model, params string[] paths) =>
        [.. JsonDocument.Parse($"[{ScoreText(model, paths)}]").RootElement.EnumerateArray()];

    private static double[][] Pixels() =>
        [.. JsonDocument.Parse(TestData.Read("images.json")).RootElement.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().Select(pixel => pixel.GetDouble()).ToArray())];
}
