using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class RestartingTheServer(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task Everything_is_there_and_serves_with_the_same_keys()
    {
        string endpoint = await NewServingEndpointAsync();
        await Client.DeployAsync(endpoint, "green");
        (await Client.SetTrafficAsync(endpoint, """{"blue": 90, "green": 10}""")).Is(201);
        string key = await Client.KeyAsync(endpoint);
        string[] paths = ["", "models", "models/digits/versions", "datastores", $"onlineEndpoints/{endpoint}", $"onlineEndpoints/{endpoint}/deployments"];
        Reply[] before = await Task.WhenAll(paths.Select(Client.GetAsync));

        await Server.RestartAsync();

        Reply[] after = await Task.WhenAll(paths.Select(Client.GetAsync));
        Assert.Equal(before.Select(reply => reply.Is(200).Text), after.Select(reply => reply.Is(200).Text));
        Assert.Equal(key, await Client.KeyAsync(endpoint));
        Assert.Equal((200, 200, 200), (await Client.ScoreAsync(endpoint), await Client.ScoreAsync(endpoint, "blue"), await Client.ScoreAsync(endpoint, "green")));
        await using Stream blob = await (await Client.ContainerAsync()).GetBlobClient("models/digits/MLmodel").OpenReadAsync();
        Assert.True(blob.Length > 0);
    }

    [Fact]
    public async Task Endpoints_name_the_new_address_when_the_port_has_changed()
    {
        string endpoint = await NewServingEndpointAsync();
        Uri old = Server.Address;
        int other = FreePort();

        await Server.RestartAsync(other);

        Assert.NotEqual(old, Server.Address);
        Assert.StartsWith(Server.Address.ToString(), (string?)(await Client.GetAsync($"onlineEndpoints/{endpoint}")).Properties["scoringUri"], StringComparison.Ordinal);
        Assert.Equal(200, await Client.ScoreAsync(endpoint));
    }

    [Fact]
    public async Task A_port_of_the_last_time_that_is_taken_is_replaced_but_one_that_was_asked_for_is_not()
    {
        int port = Server.Address.Port;
        await Server.StopAsync();
        using TcpListener other = new(IPAddress.Loopback, port);
        other.Start();

        IOException error = await Assert.ThrowsAsync<IOException>(() => LocalServerApp.StartAsync(new ServerOptions(Server.Folder, port, false, false)));
        await Server.StartAsync();

        Assert.Contains($"{port}", error.Message, StringComparison.Ordinal);
        Assert.NotEqual(port, Server.Address.Port);
        (await Client.GetAsync("")).Is(200);
    }

    [Fact]
    public async Task A_failed_change_serves_again_as_before_it()
    {
        string endpoint = await NewServingEndpointAsync();
        await Client.DeployAsync(endpoint, "blue", "broken/versions/1");

        await Server.RestartAsync();

        Assert.Equal("Failed", (await Client.GetAsync(ControlPlaneClient.Deployment(endpoint, "blue"))).State);
        Assert.Equal(200, await Client.ScoreAsync(endpoint));
    }

    [Fact]
    public async Task What_had_not_ended_has_failed()
    {
        string endpoint = await NewServingEndpointAsync();
        Reply deployed = await Client.BeginDeploymentAsync(endpoint, "blue");
        await Client.EndAsync(deployed);
        await Server.StopAsync();
        // As a process leaves it that is killed in the middle: no request can be timed so.
        using (Database database = new(Path.Combine(Server.Folder, "state.db")))
        {
            database.Execute("UPDATE resources SET body = CAST(replace(CAST(body AS TEXT), '\"Succeeded\"', '\"Updating\"') AS BLOB) WHERE (collection = 'operations' AND name = $operation) OR collection = $deployments",
                ("$operation", new Uri(deployed.Header("Azure-AsyncOperation")!).Segments[^1]), ("$deployments", $"onlineEndpoints/{endpoint}/deployments"));
        }

        await Server.StartAsync();

        JsonObject operation = (await Client.GetAsync(new Uri(deployed.Header("Azure-AsyncOperation")!).PathAndQuery)).Is(200).Json;
        Assert.Equal(("Failed", "OperationCanceled"), ((string?)operation["status"], (string?)operation["error"]!["code"]));
        Assert.Equal("Failed", (await Client.GetAsync(ControlPlaneClient.Deployment(endpoint, "blue"))).State);
        Assert.Equal(200, await Client.ScoreAsync(endpoint));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
