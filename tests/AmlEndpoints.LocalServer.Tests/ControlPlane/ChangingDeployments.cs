using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class ChangingDeployments(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    private static string Blue(string endpoint) => ControlPlaneClient.Deployment(endpoint, "blue");

    [Fact]
    public async Task A_change_that_fails_leaves_the_old_one_serving()
    {
        string endpoint = await NewServingEndpointAsync();

        JsonObject operation = await Client.DeployAsync(endpoint, "blue", "broken/versions/1");

        Assert.Equal("Failed", (string?)operation["status"]);
        Assert.Equal("Failed", (await Client.GetAsync(Blue(endpoint))).State);
        Assert.Equal(200, await Client.ScoreAsync(endpoint));
        Assert.Equal("Succeeded", (string?)(await Client.DeployAsync(endpoint, "blue"))["status"]);
        Assert.Equal("Succeeded", (await Client.GetAsync(Blue(endpoint))).State);
    }

    [Fact]
    public async Task The_instance_type_stays()
    {
        string endpoint = await NewServingEndpointAsync();
        string model = $"{Client.Workspace}/models/digits/versions/1";

        (await Client.PutAsync(Blue(endpoint), $$"""{"properties": {"endpointComputeType": "Managed", "instanceType": "Standard_F4s_v2", "model": "{{model}}"} }""")).Is(400);
        Reply left = (await Client.PutAsync(Blue(endpoint), $$"""{"properties": {"endpointComputeType": "Managed", "model": "{{model}}"} }""")).Is(201);

        Assert.Equal(("Updating", "Standard_DS3_v2"), (left.State, (string?)left.Properties["instanceType"]));
    }

    [Fact]
    public async Task A_patch_of_the_capacity_scales()
    {
        string endpoint = await NewServingEndpointAsync();

        Reply scaled = (await Client.PatchAsync(Blue(endpoint), """{"sku": {"capacity": 3}, "tags": {"a": "b"}}""")).Is(202);

        Assert.Equal("", scaled.Text);
        Assert.Equal("Succeeded", (string?)(await Client.EndAsync(scaled))["status"]);
        (await Client.GetAsync(scaled.Header("Location")!)).Is(204);
        JsonObject blue = (await Client.GetAsync(Blue(endpoint))).Json;
        Assert.Equal((3, "b"), ((int)blue["sku"]!["capacity"]!, (string?)blue["tags"]!["a"]));
        Assert.Equal(200, await Client.ScoreAsync(endpoint));
    }

    [Theory]
    [InlineData("""{"sku": {"capacity": 0}}""")]
    [InlineData("""{"sku": {"capacity": "2"}}""")]
    [InlineData("""{"sku": 2}""")]
    [InlineData("""{"tags": "a"}""")]
    [InlineData("""{"sku": {"capacity": 2}, "tags": {"a": 1}}""")]
    public async Task A_patch_that_cannot_be_changes_nothing(string body)
    {
        string endpoint = await NewServingEndpointAsync();
        string before = (await Client.GetAsync(Blue(endpoint))).Text;

        (await Client.PatchAsync(Blue(endpoint), body)).Is(400);

        Assert.Equal(before, (await Client.GetAsync(Blue(endpoint))).Text);
    }

    [Fact]
    public async Task A_patch_of_tags_is_done_at_once()
    {
        string endpoint = await NewServingEndpointAsync();

        Reply patched = (await Client.PatchAsync(Blue(endpoint), """{"tags": {"a": "b"}}""")).Is(200);

        Assert.Equal(("b", "Succeeded"), ((string?)patched.Json["tags"]!["a"], patched.State));
        (await Client.PatchAsync(ControlPlaneClient.Deployment(endpoint, "green"), """{"tags": {}}""")).Is(404);
        (await Client.PatchAsync(ControlPlaneClient.Deployment(endpoint, "green"), """{"sku": {"capacity": 2}}""")).Is(404);
        (await Client.PatchAsync(ControlPlaneClient.Deployment(NewName(), "blue"), """{"sku": {"capacity": 2}}""")).Is(404);
    }

    [Fact]
    public async Task Of_many_changes_at_once_one_is_made_and_the_others_are_told_so()
    {
        string endpoint = await NewEndpointAsync();

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.BeginDeploymentAsync(endpoint, "blue")));

        Assert.All(replies, reply => Assert.Contains(reply.Status, new[] { 201, 409 }));
        Assert.All(replies.Where(reply => reply.Status == 409), reply => Assert.Contains("in progress", reply.ErrorMessage, StringComparison.Ordinal));
        Reply[] begun = [.. replies.Where(reply => reply.Status == 201)];
        Assert.NotEmpty(begun);
        Assert.All(await Task.WhenAll(begun.Select(Client.EndAsync)), operation => Assert.Equal("Succeeded", (string?)operation["status"]));
    }

    [Fact]
    public async Task A_deployment_with_traffic_is_not_deleted()
    {
        string endpoint = await NewServingEndpointAsync();

        Assert.Contains("100 percent", (await Client.DeleteAsync(Blue(endpoint))).Is(400).ErrorMessage, StringComparison.Ordinal);
        (await Client.SetTrafficAsync(endpoint, """{"blue": 0}""")).Is(201);
        Reply deleted = (await Client.DeleteAsync(Blue(endpoint))).Is(202);

        Assert.Equal("null", deleted.Text);
        Assert.Equal("Succeeded", (string?)(await Client.EndAsync(deleted))["status"]);
        (await Client.GetAsync(Blue(endpoint))).Is(404);
        (await Client.DeleteAsync(Blue(endpoint))).Is(204);
        Assert.Equal("{}", (await Client.GetAsync($"onlineEndpoints/{endpoint}")).Properties["traffic"]!.ToJsonString());
        Assert.Equal(404, await Client.ScoreAsync(endpoint, "blue"));
    }

    [Fact]
    public async Task A_deployment_that_is_made_again_begins_with_an_empty_log()
    {
        string endpoint = await NewEndpointAsync();
        await Client.DeployAsync(endpoint, "blue", "broken/versions/1");
        (await Client.DeleteAsync(Blue(endpoint))).Is(202);
        await Client.DeployAsync(endpoint, "blue");

        Assert.DoesNotContain("broken", await LogAsync(endpoint, """{"containerType": "StorageInitializer"}"""), StringComparison.Ordinal);
        Assert.DoesNotContain("failed", await LogAsync(endpoint, "{}"), StringComparison.Ordinal);
        (await Client.DeleteAsync($"onlineEndpoints/{endpoint}")).Is(202);
        Assert.Empty(Directory.GetFiles(Path.Combine(Server.Folder, "logs"), endpoint + ".*"));
    }

    [Fact]
    public async Task Logs_are_those_of_the_container_that_is_asked_for()
    {
        string endpoint = await NewServingEndpointAsync();

        Assert.Contains("digits:1", await LogAsync(endpoint, """{"containerType": "storageinitializer", "tail": null}"""), StringComparison.Ordinal);
        Assert.Contains("Ready", await LogAsync(endpoint, """{"containerType": "InferenceServer", "tail": 100}"""), StringComparison.Ordinal);
        Assert.Contains("Ready", await LogAsync(endpoint, null), StringComparison.Ordinal);
        Assert.Single((await LogAsync(endpoint, """{"tail": 1}""")).Trim().Split('\n'));
        Assert.Equal("", await LogAsync(endpoint, """{"tail": 0}"""));
        Assert.Equal("", await LogAsync(endpoint, """{"tail": -3}"""));
        (await Client.PostAsync(Blue(endpoint) + "/getLogs", """{"containerType": "Other"}""")).Is(400);
        (await Client.PostAsync(Blue(endpoint) + "/getLogs", """{"tail": "all"}""")).Is(400);
        (await Client.PostAsync(ControlPlaneClient.Deployment(endpoint, "green") + "/getLogs", "{}")).Is(404);
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_too()
    {
        string endpoint = await NewServingEndpointAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, Client.AddressOf(Blue(endpoint) + "/getLogs")) { Content = new StringContent("""{"containerType": "StorageInitializer"}""") };
        request.Headers.TransferEncodingChunked = true;

        Assert.Contains("digits:1", (await Client.SendAsync(request)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skus_tell_how_far_it_can_be_scaled()
    {
        JsonNode sku = (await Client.GetAsync(Blue(await NewServingEndpointAsync()) + "/skus")).Is(200).Json["value"]![0]!;

        Assert.Equal((1, 50), ((int)sku["capacity"]!["minimum"]!, (int)sku["capacity"]!["maximum"]!));
        Assert.Equal("Default", (string?)sku["sku"]!["name"]);
    }

    private async Task<string> LogAsync(string endpoint, string? body) => (string)(await Client.PostAsync(Blue(endpoint) + "/getLogs", body)).Is(200).Json["content"]!;
}
