using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class ChangingEndpoints(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task The_answer_of_a_change_still_shows_the_traffic_of_before()
    {
        string name = await NewServingEndpointAsync();
        await Client.DeployAsync(name, "green");

        Reply changed = (await Client.SetTrafficAsync(name, """{"blue": 90, "green": 10}""")).Is(201);

        Recorded.AssertCovers(Recorded.Answer(7)["body"]!, changed.Json);
        Assert.Equal("Updating", changed.State);
        Assert.Equal("""{"blue":100}""", changed.Properties["traffic"]!.ToJsonString());
        Assert.Equal("Succeeded", (string?)(await Client.EndAsync(changed))["status"]);
        Assert.Equal("""{"blue":90,"green":10}""", (await Client.GetAsync($"onlineEndpoints/{name}")).Properties["traffic"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"blue": 99}""")]
    [InlineData("""{"blue": 101}""")]
    [InlineData("""{"blue": 100, "green": 1}""")]
    [InlineData("""{"blue": 100, "red": 0}""")]
    [InlineData("""{"blue": -1, "green": 101}""")]
    [InlineData("""{"blue": "100"}""")]
    [InlineData("""{"blue": 100.5}""")]
    [InlineData("""{"blue": 50, "BLUE": 50}""")]
    [InlineData("""{"blue": 2147483647, "green": 2147483647}""")]
    [InlineData("""{"blue": true}""")]
    [InlineData("""["blue"]""")]
    [InlineData("""{"broken": 100}""")]
    public async Task Traffic_that_cannot_be_is_refused_and_the_old_stays(string traffic)
    {
        string name = await NewServingEndpointAsync();
        await Client.DeployAsync(name, "green");
        await Client.DeployAsync(name, "broken", "broken/versions/1");

        (await Client.SetTrafficAsync(name, traffic)).Is(400);

        Assert.Equal("""{"blue":100}""", (await Client.GetAsync($"onlineEndpoints/{name}")).Properties["traffic"]!.ToJsonString());
        Assert.Equal(200, await Client.ScoreAsync(name));
    }

    [Theory]
    [InlineData("""{}""", """{}""")]
    [InlineData("""{"blue": 0, "green": 0}""", """{"blue":0,"green":0}""")]
    [InlineData("""{"Blue": 0, "GREEN": 100}""", """{"blue":0,"green":100}""")]
    [InlineData("null", """{}""")]
    public async Task Traffic_that_can_be_replaces_the_old(string traffic, string shown)
    {
        string name = await NewServingEndpointAsync();
        await Client.DeployAsync(name, "green");

        (await Client.SetTrafficAsync(name, traffic)).Is(201);

        Assert.Equal(shown, (await Client.GetAsync($"onlineEndpoints/{name}")).Properties["traffic"]!.ToJsonString());
        Assert.Equal(shown.Contains("100", StringComparison.Ordinal) ? 200 : 404, await Client.ScoreAsync(name));
    }

    [Theory]
    [InlineData("""{"green": 50}""", 201)]
    [InlineData("""{"green": 51}""", 400)]
    [InlineData("""{"blue": 10}""", 400)]
    [InlineData("""{"green": 10, "red": 10}""", 400)]
    [InlineData("""{"green": 10, "blue": 0}""", 201)]
    public async Task Mirror_traffic_has_rules_of_its_own(string mirror, int status)
    {
        string name = await NewServingEndpointAsync();
        await Client.DeployAsync(name, "green");

        (await Client.PutAsync($"onlineEndpoints/{name}", $$"""{"properties": {"authMode": "Key", "traffic": {"blue": 100}, "mirrorTraffic": {{mirror}} } }""")).Is(status);
    }

    [Fact]
    public async Task The_way_in_cannot_be_changed()
    {
        string name = await NewEndpointAsync();

        Assert.Contains("authMode", (await Client.PutAsync($"onlineEndpoints/{name}", """{"properties": {"authMode": "AMLToken"}}""")).Is(400).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Properties_can_be_added_but_not_altered_or_removed()
    {
        string name = await NewEndpointAsync("""{"authMode": "Key", "properties": {"a": "1"}}""");
        (await Client.PutAsync($"onlineEndpoints/{name}", """{"properties": {"authMode": "Key", "properties": {"b": "2"}}}""")).Is(201);

        (await Client.PutAsync($"onlineEndpoints/{name}", """{"properties": {"authMode": "Key", "properties": {"a": "3"}}}""")).Is(400);

        JsonNode properties = (await Client.GetAsync($"onlineEndpoints/{name}")).Properties["properties"]!;
        Assert.Equal(("1", "2"), ((string?)properties["a"], (string?)properties["b"]));
    }

    [Fact]
    public async Task What_was_got_can_be_put_back()
    {
        string name = await NewServingEndpointAsync();
        Reply before = await Client.GetAsync($"onlineEndpoints/{name}");

        (await Client.PutAsync($"onlineEndpoints/{name}", before.Text)).Is(201);

        Reply after = await Client.GetAsync($"onlineEndpoints/{name}");
        Recorded.AssertCovers(before.Json, after.Json);
        Assert.Equal((string?)before.Json["identity"]!["principalId"], (string?)after.Json["identity"]!["principalId"]);
        Assert.Equal("""{"blue":100}""", after.Properties["traffic"]!.ToJsonString());
    }

    [Fact]
    public async Task A_patch_changes_tags_and_nothing_else()
    {
        string name = await NewServingEndpointAsync();

        Reply patched = (await Client.PatchAsync($"onlineEndpoints/{name}", """{"tags": {"a": "b"}, "properties": {"authMode": "AMLToken", "traffic": {}}}""")).Is(200);

        Assert.Equal("""{"a":"b"}""", patched.Json["tags"]!.ToJsonString());
        Assert.Equal(("Key", """{"blue":100}"""), ((string?)patched.Properties["authMode"], patched.Properties["traffic"]!.ToJsonString()));
        (await Client.PatchAsync($"onlineEndpoints/{name}", """{"tags": {"a": 1}}""")).Is(400);
        (await Client.PatchAsync($"onlineEndpoints/{name}", """{"identity": 1}""")).Is(400);
        (await Client.PatchAsync($"onlineEndpoints/{NewName()}", """{"tags": {}}""")).Is(404);
    }

    [Fact]
    public async Task Traffic_of_a_deployment_whose_change_failed_stays_as_it_serves()
    {
        string name = await NewServingEndpointAsync();
        Assert.Equal("Failed", (string?)(await Client.DeployAsync(name, "blue", "broken/versions/1"))["status"]);

        (await Client.SetTrafficAsync(name, """{"blue": 100}""")).Is(201);

        Assert.Equal(200, await Client.ScoreAsync(name));
    }
}
