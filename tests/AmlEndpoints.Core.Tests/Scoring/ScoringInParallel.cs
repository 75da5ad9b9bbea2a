using System.Buffers;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests.Scoring;

public sealed class ScoringInParallel
{
    [Fact]
    public void Many_threads_get_the_answers_to_their_own_requests()
    {
        using TestModel model = TestModel.OfColumns("double", "a: double", "b: double", "c: double?");

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            int rows = 1 + (number % 5);
            string request = (number % 4) switch
            {
                0 => $$"""{"columns": ["a", "b", "c"], "data": [{{Rows(rows, row => $"[{number}, {row}, 1]")}}]}""",
                1 => $$"""{"dataframe_split": {"columns": ["c", "b", "a"], "data": [{{Rows(rows, row => $"[1, {row}, {number}]")}}] } }""",
                2 => $$"""[{{Rows(rows, row => $$"""{"b": {{row}}, "c": 1, "a": {{number}}}""")}}]""",
                _ => $$"""{"inputs": {"c": [{{Rows(rows, _ => "1")}}], "a": [{{Rows(rows, _ => $"{number}")}}], "b": [{{Rows(rows, row => $"{row}")}}] } }""",
            };

            Assert.Equal($"[{Rows(rows, row => $$"""{"0": {{number}}.0, "1": {{row}}.0, "2": 1.0}""")}]", model.Score(request));
        });
    }

    [Fact]
    public void Errors_of_some_threads_do_not_disturb_the_others()
    {
        using TestModel model = TestModel.Named("string_input");

        Parallel.For(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            if (number % 3 == 0)
            {
                Assert.StartsWith("row 2, column 'city': ", model.Refuse($$"""{"inputs": [["paris"], [{{number}}]]}""").Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal("""[{"label": 1}, {"label": -1}]""", model.Score($$"""{"inputs": [["paris"], ["{{number}}"]]}"""));
            }
        });
    }

    [Fact]
    public void The_real_model_gives_each_thread_the_same_answer()
    {
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);
        byte[] request = TestData.Read("images_azureml.json");
        string expected = Score(model, request);

        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Score(model, request)));
    }

    [Theory]
    [InlineData("images.json")]
    [InlineData("images_azureml.json")]
    public void A_warmed_call_allocates_next_to_nothing(string file)
    {
        using OnnxModel model = OnnxModel.Load(TestData.ScenarioModel);
        byte[] request = TestData.Read(file);
        ArrayBufferWriter<byte> response = new(1 << 16);
        for (int warm = 0; warm < 50; warm++)
        {
            response.ResetWrittenCount();
            model.ScoreJson(request, response);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
        {
            response.ResetWrittenCount();
            model.ScoreJson(request, response);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 2047);
    }

    private static string Score(OnnxModel model, byte[] request)
    {
        ArrayBufferWriter<byte> response = new();
        model.ScoreJson(request, response);
        return Encoding.UTF8.GetString(response.WrittenSpan);
    }

    private static string Rows(int count, Func<int, string> row) => string.Join(", ", Enumerable.Range(0, count).Select(row));
}
