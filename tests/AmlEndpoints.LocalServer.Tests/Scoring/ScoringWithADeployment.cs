using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class ScoringWithADeployment
{
    [Fact]
    public async Task The_example_is_answered_as_the_model_answers_it_with_all_headers()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.ExampleModel);
        using OnnxModel model = OnnxModel.Load(TestData.ExampleModel);
        ArrayBufferWriter<byte> expected = new();
        model.ScoreJson(TestData.Images, expected);

        HttpResponseMessage answer = await server.ScoreAsync(TestData.Images);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Encoding.UTF8.GetString(expected.WrittenSpan), await answer.TextAsync());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(expected.WrittenCount, answer.Content.Headers.ContentLength);
        Assert.Equal("azureml-frontdoor", answer.Header("server"));
        Assert.Equal("blue", answer.Header("azureml-model-deployment"));
        Assert.Equal("blue", answer.Header("azureml-model-session"));
        Assert.Equal("False", answer.Header("x-ms-run-function-failed"));
        Assert.Matches(@"^\d+\.\d{3}$", answer.Header("x-ms-run-fn-exec-ms"));
        Assert.True(Guid.TryParseExact(answer.Header("x-request-id"), "D", out _));
        Assert.Equal(answer.Header("x-request-id"), answer.Header("x-ms-request-id"));
        Assert.Null(answer.Header("x-ms-client-request-id"));
    }

    [Theory]
    [InlineData("run_7-a", "run_7-a")]
    [InlineData("0123456789012345678901234567890123456789-more", "0123456789012345678901234567890123456789")]
    [InlineData("not valid", null)]
    [InlineData("a;b", null)]
    public async Task The_callers_request_id_comes_back_when_it_is_valid(string given, string? expected)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        server.Client.DefaultRequestHeaders.Add("x-ms-client-request-id", given);
        server.Client.DefaultRequestHeaders.Add("x-request-id", "mine");

        HttpResponseMessage answer = await server.ScoreAsync("""{"input_data": [1]}""");

        Assert.Equal(expected, answer.Header("x-ms-client-request-id"));
        Assert.True(Guid.TryParse(answer.Header("x-request-id"), out _));
    }

    [Theory]
    [InlineData("""{"other": 1, "input_data": [9007199254740993]}""")]
    [InlineData("""{"input_data": [9007199254740993], "inputs": [5], "params": {}}""")]
    [InlineData("""{"dataframe_split": {}, "input_data": {"id": [9007199254740993]}}""")]
    [InlineData("""{"input_data": [1], "input_data": [9007199254740993]}""")]
    [InlineData("\uFEFF {\"input_data\": [9007199254740993]}")]
    public async Task Other_members_beside_input_data_do_not_matter(string body)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        HttpResponseMessage answer = await server.ScoreAsync(body);

        Assert.Contains("9007199254740993", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_table_without_rows_has_no_predictions()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.ExampleModel);
        string columns = string.Join(",", Enumerable.Range(0, 784).Select(index => $"\"col_{index}\""));

        HttpResponseMessage answer = await server.ScoreAsync($"{{\"input_data\": {{\"columns\": [{columns}], \"data\": []}}}}");

        Assert.Equal("[]", await answer.TextAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Get_takes_the_input_from_the_query_and_options_is_empty()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        string path = ScoringRoutes.ScoringPath(ScoringServer.Endpoint);

        HttpResponseMessage get = await server.Client.GetAsync($"{path}?input_data=[7]");
        HttpResponseMessage options = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, path));

        Assert.Equal(7, (await get.JsonAsync())[0].EnumerateObject().Single().Value.GetInt64());
        Assert.Equal((HttpStatusCode.OK, ""), (options.StatusCode, await options.TextAsync()));
        Assert.Null(options.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_endpoint_with_a_deployment_is_healthy()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        HttpResponseMessage answer = await server.Client.GetAsync("/endpoints/digits/");

        Assert.Equal((HttpStatusCode.OK, "Healthy"), (answer.StatusCode, await answer.TextAsync()));
    }

    [Theory]
    [InlineData("string_input")]
    [InlineData("multi_input")]
    [InlineData("images_nchw")]
    [InlineData("zipmap")]
    [InlineData("fixed_batch")]
    [InlineData("bool_int32")]
    [InlineData("scalar_output")]
    public async Task The_example_of_the_swagger_document_is_a_request_that_is_answered(string model)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model(model));
        HttpResponseMessage document = await server.Client.GetAsync(ScoringRoutes.SwaggerPath(ScoringServer.Endpoint));
        JsonElement example = (await document.JsonAsync()).GetProperty("definitions").GetProperty("ServiceInput").GetProperty("example");

        HttpResponseMessage answer = await server.ScoreAsync(example.GetRawText());

        Assert.Equal((HttpStatusCode.OK, await answer.TextAsync()), (answer.StatusCode, await answer.TextAsync()));
        Assert.Equal(1, (await answer.JsonAsync()).GetArrayLength());
    }

    [Fact]
    public async Task A_chunked_body_is_read_to_its_end()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.ExampleModel);
        HttpRequestMessage request = new(HttpMethod.Post, ScoringRoutes.ScoringPath(ScoringServer.Endpoint)) { Content = new StreamContent(new MemoryStream(TestData.Images)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;

        HttpResponseMessage answer = await server.Client.SendAsync(request);

        Assert.Equal(2, (await answer.JsonAsync()).GetArrayLength());
    }
}
