using System.Management.Automation;
using System.Text.Json.Nodes;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class PredictingWithEndpoints : IDisposable
{
    private const string Endpoint = "/onlineEndpoints/mnist";

    private readonly ReplayServer _server = new();

    public PredictingWithEndpoints() => _server
        .On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address))
        .On("GET", Endpoint + "/deployments/BLUE", SampleEndpoint.Deployment("blue"))
        .On("POST", Endpoint + "/listKeys", SampleEndpoint.Keys())
        .On("POST", "/score", Double);

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Rows_go_in_batches_and_come_back_in_order()
    {
        using CmdletRunner runner = _server.Connect();

        runner.Run("& { foreach ($i in 1..25) { @{ x = $i } } } | Invoke-AmlPrediction -EndpointName mnist -BatchSize 4 -ThrottleLimit 3");

        Assert.Empty(runner.Errors);
        Assert.Equal(Enumerable.Range(1, 25).Select(x => 2.0 * x), runner.Output.Cast<PSObject>().Select(row => (double)row.Properties["double"].Value));
        ServerRequest[] scored = [.. _server.Requests.Where(request => request.Path == "/score")];
        Assert.Equal(7, scored.Length);
        Assert.All(scored, request => Assert.Equal(("Bearer key-1", null), (request.Authorization, request.Deployment)));
        Assert.Single(_server.Requests, request => request.Path.EndsWith("listKeys", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_are_sent_as_rows_or_as_the_request_that_they_are()
    {
        using TemporaryFolder folder = new();
        folder.Write("rows.csv", "x\n1\n2\n3\n");
        folder.Write("request.json", """{"input_data":{"columns":["x"],"data":[[9]]}}""");
        using CmdletRunner runner = _server.Connect(folder.FullName);

        runner.Run("Invoke-AmlPrediction -EndpointName mnist rows.csv, request.json -BatchSize 2");

        Assert.Empty(runner.Errors);
        Assert.Equal([2.0, 4.0, 6.0, 18.0], runner.Output.Cast<PSObject>().Select(row => (double)row.Properties["double"].Value));
    }

    [Fact]
    public void A_deployment_can_be_named_and_the_answer_tells_about_itself()
    {
        using CmdletRunner runner = _server.Connect();

        runner.Run("@{ x = 1 } | Invoke-AmlPrediction -EndpointName mnist -DeploymentName BLUE -IncludeResponse | ForEach-Object { $_.DeploymentName, $_.RequestId, $_.Attempts, $_.Predictions[0].double }");

        Assert.Empty(runner.Errors);
        Assert.Equal(["blue", "r-1", 1, 2.0], runner.Output);
        Assert.Equal("blue", _server.Requests[^1].Deployment);
    }

    [Fact]
    public void An_endpoint_is_reached_without_a_workspace()
    {
        using CmdletRunner runner = new();
        runner.Set("uri", new Uri(_server.Address, "score")).Set("key", ReplayServer.Secure("my-key"));

        Assert.Equal("""[{"double": 4.0}]""", Assert.Single(runner.Run("@{ x = 2 } | Invoke-AmlPrediction -ScoringUri $uri -Credential $key -Raw").Output));
        Assert.Equal("Bearer my-key", _server.Requests[0].Authorization);
    }

    [Fact]
    public void A_busy_endpoint_is_asked_again()
    {
        ServerAnswer busy = new(429, "", ("Retry-After", "0"));
        _server.On("POST", "/score", busy, busy, new ServerAnswer(200, """[{"double": 4.0}]"""));
        using CmdletRunner runner = _server.Connect();

        Assert.Equal(3, Assert.Single(runner.Run("(@{ x = 2 } | Invoke-AmlPrediction -EndpointName mnist -IncludeResponse).Attempts").Output));
    }

    [Fact]
    public void A_key_that_was_replaced_is_got_again()
    {
        _server.On("POST", Endpoint + "/listKeys", SampleEndpoint.Keys("old"), SampleEndpoint.Keys("new"))
            .On("POST", "/score", request => request.Authorization == "Bearer new" ? new ServerAnswer(200, """[{"double": 4.0}]""") : new ServerAnswer(401, "key_auth_access_denied"));
        using CmdletRunner runner = _server.Connect();

        Assert.Empty(runner.Run("@{ x = 2 } | Invoke-AmlPrediction -EndpointName mnist").Errors);
        Assert.Single(runner.Output);
    }

    [Fact]
    public void A_batch_that_fails_is_an_error_and_the_others_are_predicted()
    {
        _server.On("POST", "/score", request => request.Body.Contains("[5]", StringComparison.Ordinal)
            ? new ServerAnswer(424, """{"message":"a column is missing"}""", ("ms-azureml-model-error-statuscode", "400"), ("x-request-id", "r-9"))
            : Double(request));
        using CmdletRunner runner = _server.Connect();

        runner.Run("4, 5, 6 | ForEach-Object { @{ x = $_ } } | Invoke-AmlPrediction -EndpointName mnist -BatchSize 1");

        Assert.Equal([8.0, 12.0], runner.Output.Cast<PSObject>().Select(row => (double)row.Properties["double"].Value));
        ErrorRecord error = Assert.Single(runner.Errors);
        Assert.StartsWith("Service.ModelError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("status 400", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("a column is missing", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("r-9", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out.csv", "a,b,c,d\n0.30000001192092896,,1e-05,\"x, \"\"y\"\"\"\n1.50,inf,2,\"[1.0, null]\"\n")]
    [InlineData("out.jsonl", """{"a": 0.30000001192092896, "b": NaN, "c": 1e-05, "d": "x, \"y\""}{n}{"a": 1.50, "b": Infinity, "c": 2, "d": [1.0, null]}{n}""")]
    [InlineData("out.json", """[{"a": 0.30000001192092896, "b": NaN, "c": 1e-05, "d": "x, \"y\""}, {"a": 1.50, "b": Infinity, "c": 2, "d": [1.0, null]}]{n}""")]
    public void Predictions_go_to_a_file_with_the_digits_of_the_endpoint(string file, string expected)
    {
        using TemporaryFolder folder = new();
        _server.On("POST", "/score", request => new ServerAnswer(200, request.Body.Contains("[1]", StringComparison.Ordinal)
            ? """[{"a":0.30000001192092896,"b":NaN,"c":1e-05,"d":"x, \"y\""}]"""
            : """[{"a":1.50,"b":Infinity,"c":2,"d":[1.0,null]}]"""));
        using CmdletRunner runner = _server.Connect(folder.FullName);

        runner.Run($"1, 2 | ForEach-Object {{ @{{ x = $_ }} }} | Invoke-AmlPrediction -EndpointName mnist -BatchSize 1 -OutputPath {file}");

        Assert.Empty(runner.Errors);
        Assert.Empty(runner.Output);
        Assert.Equal(expected.Replace("{n}", "\n", StringComparison.Ordinal), File.ReadAllText(Path.Combine(folder.FullName, file)));
    }

    [Theory]
    [InlineData("out.csv", """[{"other": 1}]""", 200)]
    [InlineData("out.csv", "no JSON", 200)]
    [InlineData("out.json", "a column is missing", 424)]
    public void A_file_that_would_lack_rows_does_not_appear(string file, string second, int status)
    {
        using TemporaryFolder folder = new();
        _server.On("POST", "/score", request => request.Body.Contains("[1]", StringComparison.Ordinal) ? Double(request) : new ServerAnswer(status, second));
        using CmdletRunner runner = _server.Connect(folder.FullName);

        runner.Run($"1, 2 | ForEach-Object {{ @{{ x = $_ }} }} | Invoke-AmlPrediction -EndpointName mnist -BatchSize 1 -OutputPath {file}");

        Assert.Single(runner.Errors);
        Assert.Contains("was not written", Assert.Single(runner.Warnings), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullName));
    }

    [Theory]
    [InlineData("http://example.com/score")]
    [InlineData("ftp://127.0.0.1/score")]
    public void A_key_is_not_sent_where_others_can_read_it(string uri)
    {
        using CmdletRunner runner = new();

        Assert.StartsWith("Service.UntrustedAddress", Assert.Single(runner.Run($"@{{ x = 1 }} | Invoke-AmlPrediction -ScoringUri {uri} -Credential key").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static ServerAnswer Double(ServerRequest request)
    {
        IEnumerable<string> rows = JsonNode.Parse(request.Body)!["input_data"]!["data"]!.AsArray().Select(row => $$"""{"double": {{2 * (int)row![0]!}}.0}""");
        return new ServerAnswer(200, $"[{string.Join(", ", rows)}]", ("azureml-model-deployment", request.Deployment ?? "green"), ("x-request-id", "r-1"));
    }
}
