using System.Globalization;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>
/// The server is killed again and again while a client works. AML_KILL_ROUNDS says how often (default: 3); AML_KILL_SEED makes other moments.
/// </summary>
public sealed class SurvivingKills : IDisposable
{
    private const string Endpoint = "survivor";

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(Number("AML_KILL_SEED", 1));

    // What was acknowledged, and so must be there: versions of models, deployments, and the traffic.
    private readonly HashSet<string> _models = [];
    private readonly HashSet<string> _deployments = [];
    private readonly HashSet<string> _served = [];
    private readonly HashSet<string> _operations = [];
    private string _traffic = "{}";
    private string? _askedTraffic;
    private string _key = "";

    [Fact]
    public async Task What_was_acknowledged_is_there_after_every_kill()
    {
        await PrepareAsync();
        int rounds = Number("AML_KILL_ROUNDS", 3);
        for (int round = 0; round < rounds; round++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
            await CheckAsync(server.Client);
            Task work = WorkAsync(server.Client, round);
            await Task.Delay(_random.Next(400));
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => work);
            Assert.True(work.Exception!.InnerException is HttpRequestException or IOException, work.Exception.ToString());
        }

        await using ServerProcess last = await ServerProcess.StartAsync(_folder.FullName);
        await CheckAsync(last.Client);
        JsonObject deployed = await last.Client.DeployAsync(Endpoint, "blue");
        Assert.Equal("Succeeded", (string?)deployed["status"]);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PrepareAsync()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
        await server.Client.UploadAsync("models/digits", TestData.ExampleModel);
        (await server.Client.PutModelAsync("digits", "1", "models/digits")).Is(201);
        _models.Add("digits/versions/1");
        await server.Client.CreateEndpointAsync(Endpoint);
        _key = await server.Client.KeyAsync(Endpoint);
    }

    // Until the connection breaks.
    private async Task WorkAsync(ControlPlaneClient client, int round)
    {
        for (int step = 0; ; step++)
        {
            string version = FormattableString.Invariant($"{round}.{step}");
            (await client.PutModelAsync("digits", version, "models/digits")).Is(201);
            _models.Add($"digits/versions/{version}");

            string name = _random.Next(2) == 0 ? "blue" : "green";
            Reply begun = (await client.BeginDeploymentAsync(Endpoint, name, $"digits/versions/{version}")).Is(201);
            _deployments.Add(name);
            _operations.Add(new Uri(begun.Header("Azure-AsyncOperation")!).PathAndQuery);
            Assert.Equal("Succeeded", (string?)(await client.EndAsync(begun))["status"]);
            _served.Add(name);

            int percent = _served.Count == 2 ? _random.Next(101) : 100;
            _askedTraffic = _served.Count == 2
                ? new JsonObject { [name] = percent, [name == "blue" ? "green" : "blue"] = 100 - percent }.ToJsonString()
                : new JsonObject { [name] = percent }.ToJsonString();
            (await client.SetTrafficAsync(Endpoint, _askedTraffic)).Is(201);
            (_traffic, _askedTraffic) = (_askedTraffic, null);
            Assert.Equal(200, await client.ScoreAsync(Endpoint, key: _key));
        }
    }

    private async Task CheckAsync(ControlPlaneClient client)
    {
        foreach (string version in _models)
        {
            (await client.GetAsync($"models/{version}")).Is(200);
        }

        foreach (string operation in _operations)
        {
            Assert.Contains((string?)(await client.GetAsync(operation)).Is(200).Json["status"], new[] { "Succeeded", "Failed" });
        }

        JsonArray deployments = (await client.GetAsync($"onlineEndpoints/{Endpoint}/deployments")).Is(200).Json["value"]!.AsArray();
        Assert.Subset(deployments.Select(deployment => (string)deployment!["name"]!).ToHashSet(), _deployments);
        Assert.All(deployments, deployment => Assert.Contains((string?)deployment!["properties"]!["provisioningState"], new[] { "Succeeded", "Failed" }));
        Assert.Equal(_key, await client.KeyAsync(Endpoint));
        foreach (string name in _served)
        {
            Assert.Equal(200, await client.ScoreAsync(Endpoint, name, _key));
        }

        // A change that was under way may be there or not; nothing else may.
        string traffic = (await client.GetAsync($"onlineEndpoints/{Endpoint}")).Is(200).Properties["traffic"]!.ToJsonString();
        Assert.Contains(traffic, new[] { _traffic, _askedTraffic ?? _traffic });
        (_traffic, _askedTraffic) = (traffic, null);
        Assert.Equal(traffic == "{}" ? 404 : 200, await client.ScoreAsync(Endpoint, key: _key));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
