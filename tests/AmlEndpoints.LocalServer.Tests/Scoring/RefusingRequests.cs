using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class RefusingRequests
{
    [Theory]
    [InlineData("", 400, "POST body is empty. Expecting a JSON dictionary.")]
    [InlineData("{\"input_data\": [1,", 400, "POST body could not be decoded as JSON: line 1, column")]
    [InlineData("{\"input_data\": [1]} x", 400, "POST body could not be decoded as JSON")]
    [InlineData("\"text\"", 400, "POST body should be a JSON dictionary.")]
    [InlineData("[[1]]", 400, "POST body should be a JSON dictionary. Send {\"input_data\"")]
    [InlineData("{}", 400, "A value is not provided for the 'input_data' parameter.")]
    [InlineData("{\"dataframe_split\": {\"columns\": [\"id\"], \"data\": [[1]]}}", 400, "the body has 'dataframe_split'")]
    [InlineData("{\"inputs\": [1]}", 400, "A value is not provided for the 'input_data' parameter. Send {\"input_data\": [[…], …]}")]
    [InlineData("{\"input_data\": 5}", 500, "input_data does not have the form that the model's signature asks for.")]
    [InlineData("{\"input_data\": [\"a\"]}", 500, "a")]
    [InlineData("{\"input_data\": [1.5]}", 500, "1.5")]
    [InlineData("{\"input_data\": []}", 500, "")]
    public async Task What_the_container_refuses_is_424_with_its_own_status(string body, int status, string message)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        HttpResponseMessage answer = await server.ScoreAsync(body);

        await AssertRefused(answer, status, message);
        Assert.Equal(status == 500 ? "True" : null, answer.Header("x-ms-run-function-failed"));
    }

    [Theory]
    [InlineData("{\"input_data\": [[1, 2]]}", "Send {\"input_data\": {\"columns\": […], \"data\": [[…], …]}}")]
    [InlineData("{\"input_data\": {\"columns\": [\"a\"], \"data\": [[1]]}}", "the model's inputs 'col_0'")]
    [InlineData("{\"input_data\": {\"data\": [[1]]}}", "Give them with the names")]
    public async Task A_table_that_does_not_fit_the_columns_is_refused(string body, string message)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.ExampleModel);

        await AssertRefused(await server.ScoreAsync(body), 500, message);
    }

    [Fact]
    public async Task Another_method_content_type_or_path_is_refused_by_the_container()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        string path = ScoringRoutes.ScoringPath(ScoringServer.Endpoint);

        await AssertRefused(await server.Client.PutAsync(path, new StringContent("{}")), 405, "Method not allowed");
        await AssertRefused(await server.Client.PostAsync(path, new StringContent("{\"input_data\": [1]}", Encoding.UTF8, "text/plain")), 415, "Expects Content-Type to be application/json");
        await AssertRefused(await server.Client.PostAsync(path, null), 415, "Expects Content-Type to be application/json");
        await AssertRefused(await server.Client.GetAsync("/endpoints/digits/invocations"), 404, "was not found");
        await AssertRefused(await server.Client.GetAsync(path), 400, "'input_data'");
        await AssertRefused(await server.Client.DeleteAsync("/endpoints/digits/"), 405, "Method not allowed");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.rows+json")]
    public async Task Every_kind_of_json_is_taken(string contentType)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        StringContent content = new("{\"input_data\": [1]}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        Assert.Equal(HttpStatusCode.OK, (await server.Client.PostAsync(ScoringRoutes.ScoringPath(ScoringServer.Endpoint), content)).StatusCode);
    }

    [Theory]
    [InlineData("Content-Length: 104857601\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "6500000\r\n")]
    public async Task A_body_that_is_too_large_is_413(string header, string chunk)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        using TcpClient client = new();
        await client.ConnectAsync(server.BaseAddress.Host, server.BaseAddress.Port);
        NetworkStream stream = client.GetStream();
        string head = $"POST /endpoints/digits/score HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ScoringServer.Key}\r\nContent-Type: application/json\r\n{header}\r\n{chunk}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        Task sending = chunk.Length > 0 ? SendAsync(stream, 0x6500000) : Task.CompletedTask;

        using StreamReader reader = new(stream);

        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
        client.Dispose();
        await sending;
    }

    private static async Task SendAsync(NetworkStream stream, int count)
    {
        byte[] part = new byte[1 << 20];
        try
        {
            for (int sent = 0; sent < count; sent += part.Length)
            {
                await stream.WriteAsync(part);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The server has answered and hears no more.
        }
    }

    private static async Task AssertRefused(HttpResponseMessage answer, int status, string message)
    {
        Assert.Equal(HttpStatusCode.FailedDependency, answer.StatusCode);
        Assert.Equal($"{status}", answer.Header("ms-azureml-model-error-statuscode"));
        Assert.Equal("model_error", answer.Header("ms-azureml-model-error-reason"));
        Assert.Equal("blue", answer.Header("azureml-model-deployment"));
        JsonElement body = await answer.JsonAsync();
        Assert.Contains(message, body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
