using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class CreatingEndpoints(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    private const string RecordedRequest = """{"tags": {}, "location": "eastus2", "identity": {"type": "SystemAssigned"}, "properties": {"authMode": "AMLToken", "properties": {}, "mirrorTraffic": {}, "traffic": {}}}""";

    [Fact]
    public async Task The_answers_have_all_that_the_recorded_ones_have()
    {
        string path = $"onlineEndpoints/{NewName()}";

        Reply created = (await Client.PutAsync(path, RecordedRequest)).Is(201);
        Reply status = (await Client.GetAsync(created.Header("Azure-AsyncOperation")!)).Is(200);
        Reply found = (await Client.GetAsync(created.Header("Location")!)).Is(200);

        Recorded.AssertCovers(Recorded.Answer(0)["body"]!, created.Json);
        Recorded.AssertCovers(Recorded.Answer(2)["body"]!, status.Json);
        Recorded.AssertCovers(Recorded.Answer(3)["body"]!, found.Json);
        Assert.All(Recorded.Answer(0)["headers"]!.AsObject(), header => Assert.NotNull(created.Header(header.Key)));
        Assert.Equal(("Creating", "Succeeded", "Succeeded"), (created.State, (string?)status.Json["status"], found.State));
        Assert.Equal(Client.AddressOf(path), created.Header("Location")!.Replace($"http://{Server.Address.Authority}", "", StringComparison.Ordinal));
        Assert.Equal("PT30M", created.Header("x-ms-async-operation-timeout"));
        Assert.Equal("local", (string?)found.Json["location"]);
    }

    [Fact]
    public async Task The_answers_have_all_that_the_specification_says()
    {
        JsonObject example = Recorded.Sample("online-endpoint-list.json")["responses"]!["200"]!["body"]!["value"]![0]!.AsObject();
        string name = NewName();

        Reply created = (await Client.PutAsync($"onlineEndpoints/{name}", """
            {"location": "local", "kind": "Managed", "sku": {"name": "string", "tier": "Free", "size": "string", "family": "string", "capacity": 1}, "tags": {"a": "b"},
             "identity": {"type": "SystemAssigned,UserAssigned", "userAssignedIdentities": {"string": {}}}, "properties": {"authMode": "key", "description": "d", "properties": {"p": "q"}}}
            """)).Is(201);

        foreach (string sampleOnly in (string[])["string", "compute"])
        {
            example["properties"]!.AsObject().Remove(sampleOnly);
            example["properties"]!["properties"]!.AsObject().Remove(sampleOnly);
        }

        foreach (string assetsOnly in (string[])["createdByType", "lastModifiedBy", "lastModifiedByType"])
        {
            example["systemData"]!.AsObject().Remove(assetsOnly);
        }

        Recorded.AssertCovers(example, created.Json);
        Assert.Equal("Key", (string?)created.Properties["authMode"]);
        Assert.Equal("q", (string?)created.Properties["properties"]!["p"]);
        Assert.False(created.Properties.ContainsKey("keys"));
    }

    [Fact]
    public async Task A_get_of_an_operation_in_the_resource_works_too()
    {
        string name = await NewEndpointAsync();

        string uri = (string)(await Client.GetAsync($"onlineEndpoints/{name}")).Properties["properties"]!["AzureAsyncOperationUri"]!;

        Assert.Equal("Succeeded", (string?)(await Client.GetAsync(uri)).Is(200).Json["status"]);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a--b")]
    [InlineData("a_bc")]
    [InlineData("a.bc")]
    [InlineData("a%20bc")]
    [InlineData("%C3%A9ab")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefg")]
    public async Task Names_that_the_service_refuses_are_refused(string name) =>
        Assert.Contains("cannot be the name of an endpoint", (await Client.PutAsync($"onlineEndpoints/{name}", RecordedRequest)).Is(400).ErrorMessage, StringComparison.Ordinal);

    [Fact]
    public async Task Names_are_the_same_in_either_case()
    {
        string name = NewName();
        (await Client.PutAsync($"onlineEndpoints/{name.ToUpperInvariant()}", RecordedRequest)).Is(201);

        Assert.Equal(name, (string?)(await Client.GetAsync($"onlineEndpoints/{name}")).Is(200).Json["name"]);
        Assert.Equal("Updating", (await Client.PutAsync($"onlineEndpoints/{name}", RecordedRequest)).Is(201).State);
    }

    [Theory]
    [InlineData("""{"properties": {}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Password"}}""", 400)]
    [InlineData("""{"properties": {"authMode": "1"}}""", 400)]
    [InlineData("""{"properties": {"authMode": ""}}""", 400)]
    [InlineData("""{"properties": {"authMode": "AADToken"}}""", 501)]
    [InlineData("""{"properties": {"authMode": "Key", "compute": "/subscriptions/x/computes/kube"}}""", 501)]
    [InlineData("""{"properties": {"authMode": "Key", "traffic": {"blue": 100}}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key", "properties": {"a": 1}}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key", "keys": {"primaryKey": 1}}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key", "keys": "mine"}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key"}, "identity": "me"}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key"}, "identity": {"type": "Somebody"}}""", 400)]
    [InlineData("""{"properties": {"authMode": "Key"}, "tags": ["a"]}""", 400)]
    public async Task Bodies_that_cannot_be_are_refused_and_nothing_is_made(string body, int status)
    {
        string path = $"onlineEndpoints/{NewName()}";

        (await Client.PutAsync(path, body)).Is(status);

        (await Client.GetAsync(path)).Is(404);
    }

    [Fact]
    public async Task A_deleted_endpoint_is_gone_with_its_deployments_and_can_be_made_again()
    {
        string name = await NewServingEndpointAsync();
        string key = await Client.KeyAsync(name);

        Reply deleted = (await Client.DeleteAsync($"onlineEndpoints/{name}")).Is(202);

        Assert.Equal("null", deleted.Text);
        Assert.All(Recorded.Answer(11)["headers"]!.AsObject().Where(header => !header.Key.StartsWith("Content", StringComparison.Ordinal)), header => Assert.NotNull(deleted.Header(header.Key)));
        Assert.Equal("Succeeded", (string?)(await Client.EndAsync(deleted))["status"]);
        (await Client.GetAsync(deleted.Header("Location")!)).Is(204);
        (await Client.GetAsync($"onlineEndpoints/{name}")).Is(404);
        (await Client.GetAsync(ControlPlaneClient.Deployment(name, "blue"))).Is(404);
        (await Client.DeleteAsync($"onlineEndpoints/{name}")).Is(204);
        await Client.CreateEndpointAsync(name);
        Assert.Empty((await Client.GetAsync($"onlineEndpoints/{name}/deployments")).Is(200).Names);
        Assert.NotEqual(key, await Client.KeyAsync(name));
        Assert.Equal(401, await Client.ScoreAsync(name, key: key));
        Assert.Equal(404, await Client.ScoreAsync(name));
    }
}
