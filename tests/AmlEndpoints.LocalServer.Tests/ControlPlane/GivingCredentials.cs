using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class GivingCredentials(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Theory]
    [InlineData("Primary", "primaryKey", "secondaryKey")]
    [InlineData("secondary", "secondaryKey", "primaryKey")]
    public async Task The_present_key_as_value_gives_a_new_random_one(string type, string changed, string kept)
    {
        string name = await NewServingEndpointAsync();
        JsonObject before = (await Client.PostAsync($"onlineEndpoints/{name}/listKeys")).Is(200).Json;

        Reply regenerated = (await Client.PostAsync($"onlineEndpoints/{name}/regenerateKeys", $$"""{"keyType": "{{type}}", "keyValue": "{{before[changed]}}"}""")).Is(202);

        Assert.Equal("Succeeded", (string?)(await Client.EndAsync(regenerated))["status"]);
        (await Client.GetAsync(regenerated.Header("Location")!)).Is(204);
        JsonObject after = (await Client.PostAsync($"onlineEndpoints/{name}/listkeys")).Is(200).Json;
        Assert.NotEqual((string?)before[changed], (string?)after[changed]);
        Assert.Equal((string?)before[kept], (string?)after[kept]);
        Assert.Equal(401, await Client.ScoreAsync(name, key: (string?)before[changed]));
        Assert.Equal(200, await Client.ScoreAsync(name, key: (string?)after[changed]));
        Assert.Equal(200, await Client.ScoreAsync(name, key: (string?)after[kept]));
    }

    [Fact]
    public async Task A_key_is_set_to_the_value_that_is_given_and_never_shown_with_the_endpoint()
    {
        string name = await NewEndpointAsync("""{"authMode": "Key", "keys": {"primaryKey": "given-with-the-endpoint"}}""");
        Assert.Equal("given-with-the-endpoint", await Client.KeyAsync(name));

        (await Client.PostAsync($"onlineEndpoints/{name}/regenerateKeys", """{"keyType": "Primary", "keyValue": "given-later"}""")).Is(202);

        Assert.Equal("given-later", await Client.KeyAsync(name));
        Assert.DoesNotContain("given", (await Client.GetAsync($"onlineEndpoints/{name}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keyType": "Third"}""")]
    [InlineData("""{"keyType": 1}""")]
    [InlineData("""{"keyType": "Primary", "keyValue": {}}""")]
    [InlineData("")]
    public async Task What_is_no_key_is_not_regenerated(string body)
    {
        string name = await NewEndpointAsync();
        string before = (await Client.PostAsync($"onlineEndpoints/{name}/listKeys")).Text;

        (await Client.PostAsync($"onlineEndpoints/{name}/regenerateKeys", body)).Is(400);

        Assert.Equal(before, (await Client.PostAsync($"onlineEndpoints/{name}/listKeys")).Text);
    }

    [Fact]
    public async Task Tokens_are_for_endpoints_that_take_them()
    {
        string name = await NewEndpointAsync("""{"authMode": "AMLToken"}""");
        await Client.DeployAsync(name, "blue");

        JsonObject token = (await Client.PostAsync($"onlineEndpoints/{name}/token")).Is(200).Json;

        Recorded.AssertCovers(Recorded.Answer(9)["body"]!, token);
        Assert.Equal("Bearer", (string?)token["tokenType"]);
        Assert.InRange((long)token["expiryTimeUtc"]! - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 1, 86_400);
        Assert.Equal(200, await Client.ScoreAsync(name, "blue", (string?)token["accessToken"]));
        (await Client.PostAsync($"onlineEndpoints/{name}/listKeys")).Is(400);
        (await Client.PostAsync($"onlineEndpoints/{name}/regenerateKeys", """{"keyType": "Primary"}""")).Is(400);
        (await Client.PostAsync($"onlineEndpoints/{await NewEndpointAsync()}/token")).Is(400);
        (await Client.PostAsync($"onlineEndpoints/{NewName()}/token")).Is(404);
        (await Client.PostAsync($"onlineEndpoints/{NewName()}/listKeys")).Is(404);
    }
}
