using System.Net;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class ChangingDeployments : IDisposable
{
    // Both models that stand behind blue by turns take it.
    private const string Body = "{\"input_data\": [[1]]}";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task No_request_fails_while_deployments_traffic_and_keys_change()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("names_differ_in_case"));
        await server.DeployAsync("green", TestData.Model("names_differ_in_case"));
        using CancellationTokenSource stop = new();
        Task<int>[] callers = [.. Enumerable.Range(0, 6).Select(_ => CallAsync(server, stop.Token))];

        for (int round = 0; round < 40; round++)
        {
            await server.DeployAsync("blue", TestData.Model(round % 2 == 0 ? "nan_output" : "names_differ_in_case"));
            server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 0), ("green", 100)]));
            await server.Endpoints.RemoveDeploymentAsync(ScoringServer.Endpoint, "blue");
            await server.DeployAsync("blue", TestData.Model("names_differ_in_case"));
            server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 50), ("green", 50)]));
            await server.DeployAsync("green", TestData.Model("names_differ_in_case"));
            server.Endpoints.SetEndpoint(ScoringServer.Settings([("blue", 0), ("green", 100)]));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), answered => Assert.True(answered > 0));
        Assert.Equal(1, server.Endpoints.LoadedModels);
    }

    [Fact]
    public async Task Deployments_of_one_model_share_it_until_the_last_is_gone()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => server.DeployAsync($"blue{index}", TestData.ExampleModel)));

        Assert.Equal(1, server.Endpoints.LoadedModels);
        await Task.WhenAll(Enumerable.Range(1, 49).Select(index => server.Endpoints.RemoveDeploymentAsync(ScoringServer.Endpoint, $"blue{index}")));
        Assert.Equal(1, server.Endpoints.LoadedModels);
        Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync(TestData.Images, "blue0")).StatusCode);
        await server.Endpoints.RemoveEndpointAsync(ScoringServer.Endpoint);
        Assert.Equal(0, server.Endpoints.LoadedModels);
        Assert.False(server.Endpoints.IsServing(ScoringServer.Endpoint, "blue0"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.ScoreAsync(TestData.Images)).StatusCode);
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_leaves_the_older_one_serving()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("names_differ_in_case"));

        AmlFileException error = await Assert.ThrowsAsync<AmlFileException>(() => server.DeployAsync("blue", TestData.Model("custom_operator")));
        await Assert.ThrowsAsync<AmlFileException>(() => server.DeployAsync("blue", _folder.At("missing")));

        Assert.Equal(FileErrors.CustomOperator, error.Code);
        Assert.True(server.Endpoints.IsServing(ScoringServer.Endpoint, "blue"));
        Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync(Body)).StatusCode);
        Assert.Equal(1, server.Endpoints.LoadedModels);
    }

    [Fact]
    public async Task What_is_removed_ends_when_the_requests_that_run_are_answered()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await server.DeployAsync("blue", TestData.Model("names_differ_in_case"), concurrent: 1);
        ScoringSlots slots = server.Deployment("blue").Slots;
        await slots.EnterAsync(default);
        Task<HttpResponseMessage> running = server.ScoreAsync(Body);
        await Eventually.IsTrue(() => slots.Pending == 1);

        Task removing = server.Endpoints.RemoveDeploymentAsync(ScoringServer.Endpoint, "blue");

        Assert.False(server.Endpoints.IsServing(ScoringServer.Endpoint, "blue"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.ScoreAsync(Body)).StatusCode);
        Assert.False(removing.IsCompleted);
        slots.Leave();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        await removing;
        Assert.Equal(0, server.Endpoints.LoadedModels);
    }

    [Fact]
    public async Task A_deployment_needs_its_endpoint()
    {
        await using ServingEndpoints endpoints = new();
        DeploymentSettings settings = new("nowhere", "blue", TestData.Model("names_differ_in_case"), 1, TimeSpan.FromSeconds(5), 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => endpoints.DeployAsync(settings, new DeploymentLog(_folder.At("log")), null, default));
        await endpoints.RemoveEndpointAsync("nowhere");
        await endpoints.RemoveDeploymentAsync("nowhere", "blue");
    }

    [Fact]
    public async Task A_deployment_that_was_stopped_does_not_serve()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        DeploymentSettings settings = new(ScoringServer.Endpoint, "blue", TestData.Model("names_differ_in_case"), 1, TimeSpan.FromSeconds(5), 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Endpoints.DeployAsync(settings, new DeploymentLog(_folder.At("log")), null, stop.Token));

        Assert.False(server.Endpoints.IsServing(ScoringServer.Endpoint, "blue"));
        Assert.Equal(0, server.Endpoints.LoadedModels);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<int> CallAsync(ScoringServer server, CancellationToken stop)
    {
        int answered = 0;
        while (!stop.IsCancellationRequested)
        {
            HttpResponseMessage answer = await server.ScoreAsync(Body);
            Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.TextAsync()}");
            answered++;
        }

        return answered;
    }
}
