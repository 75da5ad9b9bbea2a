using System.Net;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class SplittingTraffic
{
    private const string Body = "{\"input_data\": [1]}";

    [Fact]
    public async Task Requests_are_split_by_weight_and_none_goes_to_weight_zero()
    {
        await using ScoringServer server = await StartAsync("blue", "green", "red");
        server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 80), ("green", 20), ("red", 0)]));

        Dictionary<string, int> served = [];
        for (int request = 0; request < 2000; request++)
        {
            HttpResponseMessage answer = await server.ScoreAsync(Body);
            string name = answer.Header("azureml-model-deployment")!;
            served[name] = served.GetValueOrDefault(name) + 1;
        }

        // Six standard deviations (18) on either side of 400.
        Assert.InRange(served["green"], 292, 508);
        Assert.Equal(2000, served["green"] + served["blue"]);
    }

    [Fact]
    public async Task The_header_picks_a_deployment_without_traffic()
    {
        await using ScoringServer server = await StartAsync("blue", "green");

        HttpResponseMessage answer = await server.ScoreAsync(Body, "GREEN");

        Assert.Equal((HttpStatusCode.OK, "green"), (answer.StatusCode, answer.Header("azureml-model-deployment")));
    }

    [Fact]
    public async Task A_deployment_that_is_not_there_is_404()
    {
        await using ScoringServer server = await StartAsync("blue");

        HttpResponseMessage answer = await server.ScoreAsync(Body, "green");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("DeploymentNotFound", (await answer.JsonAsync()).GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("Serving are: blue.", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Traffic_that_goes_nowhere_is_404(int missing)
    {
        await using ScoringServer server = await StartAsync("blue");
        server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 0), ("missing", missing)]));

        HttpResponseMessage answer = await server.ScoreAsync(Body);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("any valid deployment with positive weight", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_share_of_a_deployment_that_does_not_serve_goes_to_the_others()
    {
        await using ScoringServer server = await StartAsync("blue");
        server.Endpoints.SetEndpoint(ScoringServer.Settings([("missing", 90), ("blue", 10)]));

        for (int request = 0; request < 50; request++)
        {
            Assert.Equal("blue", (await server.ScoreAsync(Body)).Header("azureml-model-deployment"));
        }
    }

    [Fact]
    public async Task Copies_go_to_the_mirrored_deployment_but_not_of_requests_that_name_one()
    {
        await using ScoringServer server = await StartAsync("blue", "green");
        server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 100)], [("green", 50)]));

        for (int request = 0; request < 200; request++)
        {
            HttpResponseMessage explicitly = await server.ScoreAsync(Body, "blue");
            Assert.Equal(HttpStatusCode.OK, explicitly.StatusCode);
        }

        await Eventually.IsTrue(() => server.Deployment("green").Slots.Pending == 0);
        Assert.DoesNotContain("mirrored", server.Endpoints.FindLog(ScoringServer.Endpoint, "green")!.Tail(1000, false), StringComparison.Ordinal);

        for (int request = 0; request < 400; request++)
        {
            Assert.Equal("blue", (await server.ScoreAsync(Body)).Header("azureml-model-deployment"));
        }

        // Six standard deviations (10) below 200; the last copies may still be on their way.
        await Eventually.IsTrue(() => CountMirrored(server) >= 140);
        Assert.InRange(CountMirrored(server), 140, 260);
        Assert.Contains("mirrored 200 ", server.Endpoints.FindLog(ScoringServer.Endpoint, "green")!.Tail(1, false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirrored_deployment_that_fails_or_is_full_does_not_concern_the_caller()
    {
        await using ScoringServer server = await StartAsync("blue");
        await server.DeployAsync("green", TestData.Model("string_input"), concurrent: 1);
        server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 100)], [("green", 100)]));

        Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync("{\"input_data\": [1]}")).StatusCode);
        await Eventually.IsTrue(() => LogOf(server).Contains("mirrored (500: ", StringComparison.Ordinal));
        await server.Deployment("green").Slots.EnterAsync(default);
        for (int request = 0; request < 20; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync(Body)).StatusCode);
        }

        await Eventually.IsTrue(() => LogOf(server).Contains("mirrored 429 ", StringComparison.Ordinal));
        server.Deployment("green").Slots.Leave();
    }

    private static int CountMirrored(ScoringServer server) => LogOf(server).Split("mirrored 200").Length - 1;

    private static string LogOf(ScoringServer server) => server.Endpoints.FindLog(ScoringServer.Endpoint, "green")!.Tail(1000, false);

    private static async Task<ScoringServer> StartAsync(params string[] deployments)
    {
        ScoringServer server = await ScoringServer.StartAsync();
        foreach (string name in deployments)
        {
            await server.DeployAsync(name, TestData.Model("int64"));
        }

        return server;
    }
}
