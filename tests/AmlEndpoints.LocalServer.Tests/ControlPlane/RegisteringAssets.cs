using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class RegisteringAssets(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task A_model_is_created_once_and_answered_as_the_service_answers_it()
    {
        string name = NewName();
        Reply created = (await Client.PutModelAsync(name, "1", "models/digits", """, "tags": {"a": "b"}""")).Is(201);
        Reply again = (await Client.PutModelAsync(name, "1", "models/digits", """, "tags": {"a": "c"}, "description": "d" """)).Is(200);

        Assert.Equal("1", (string?)created.Json["name"]);
        Assert.Equal($"{Client.Workspace}/models/{name}/versions/1", (string?)created.Json["id"]);
        Assert.Equal("Microsoft.MachineLearningServices/workspaces/models/versions", (string?)created.Json["type"]);
        Recorded.AssertCovers(JsonNode.Parse("""{"description": null, "tags": {}, "properties": {}, "flavors": {}, "jobName": null, "isAnonymous": false, "isArchived": false, "modelType": "custom_model", "modelUri": "u", "provisioningState": "Succeeded"}""")!, created.Properties);
        Assert.Equal("c", (string?)again.Properties["tags"]!["a"]);
        Assert.Equal((string?)created.Json["systemData"]!["createdAt"], (string?)again.Json["systemData"]!["createdAt"]);
        Assert.Equal(again.Text, (await Client.GetAsync($"models/{name}/versions/1")).Is(200).Text);
    }

    [Fact]
    public async Task The_path_of_a_version_never_changes_however_it_is_spelled()
    {
        string name = NewName();
        await Client.PutModelAsync(name, "1", "models/digits");

        Reply other = (await Client.PutModelAsync(name, "1", "models/broken")).Is(400);

        Assert.Equal("Asset paths cannot be updated.", other.ErrorMessage);
        (await Client.PutModelAsync(name, "1", "models/digits/")).Is(200);
        (await Client.PutAsync($"models/{name}/versions/1", """{"properties": {"description": "the path is not said again"}}""")).Is(200);
        Assert.EndsWith("paths/models/digits", (string?)(await Client.GetAsync($"models/{name}/versions/1")).Properties["modelUri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_group_in_a_path_is_spelled_as_the_service_spells_it()
    {
        string lower = $"azureml:/{Client.Workspace.Replace("resourceGroups", "resourcegroups", StringComparison.Ordinal).Replace("/providers/Microsoft.MachineLearningServices", "", StringComparison.Ordinal)}/datastores/workspaceblobstore/paths/models/digits";
        Reply created = (await Client.PutAsync($"models/{NewName()}/versions/1", $$"""{"properties": {"modelUri": "{{lower}}"} }""")).Is(201);

        Assert.Equal(lower.Replace("resourcegroups", "resourceGroups", StringComparison.Ordinal), (string?)created.Properties["modelUri"]);
        Assert.Equal("custom_model", (string?)created.Properties["modelType"]);
    }

    [Theory]
    [InlineData("azureml://datastores/workspaceblobstore/paths/nothing/here", 400)]
    [InlineData("azureml://datastores/workspaceblobstore/paths//", 501)]
    [InlineData("azureml://datastores/other/paths/models/digits", 501)]
    [InlineData("https://example.com/model", 501)]
    [InlineData("", 501)]
    public async Task A_model_without_files_is_refused(string uri, int status) =>
        (await Client.PutAsync($"models/{NewName()}/versions/1", $$"""{"properties": {"modelUri": "{{uri}}"} }""")).Is(status);

    [Fact]
    public async Task Containers_tell_the_latest_version_and_the_next()
    {
        string name = NewName();
        foreach (string version in (string[])["3", "10", "beta.1", "2"])
        {
            (await Client.PutModelAsync(name, version, "models/digits")).Is(201);
        }

        JsonObject container = (await Client.GetAsync($"models/{name}")).Is(200).Properties;
        Assert.Equal(("2", "11"), ((string?)container["latestVersion"], (string?)container["nextVersion"]));
        (await Client.DeleteAsync($"models/{name}/versions/10")).Is(200);
        (await Client.DeleteAsync($"models/{name}/versions/2")).Is(200);
        (await Client.DeleteAsync($"models/{name}/versions/2")).Is(204);
        container = (await Client.GetAsync($"models/{name}")).Is(200).Properties;
        Assert.Equal(("beta.1", "4"), ((string?)container["latestVersion"], (string?)container["nextVersion"]));
    }

    [Theory]
    [InlineData("2147483647", "2147483648")]
    [InlineData("99999999999999999999", "100000000000000000000")]
    public async Task The_next_version_of_a_large_one_is_larger(string version, string next)
    {
        string name = NewName();
        (await Client.PutModelAsync(name, version, "models/digits")).Is(201);

        Assert.Equal(next, (string?)(await Client.GetAsync($"models/{name}")).Properties["nextVersion"]);
    }

    [Fact]
    public async Task A_container_is_put_by_itself_and_deleted_with_its_versions()
    {
        string name = NewName();
        Reply container = (await Client.PutAsync($"models/{name}", """{"properties": {"tags": {"a": "b"}, "latestVersion": "9"}}""")).Is(201);
        (await Client.PutModelAsync(name, "1", "models/digits")).Is(201);

        Assert.Null(container.Properties["latestVersion"]);
        Assert.Equal("1", (string?)container.Properties["nextVersion"]);
        Assert.Equal("b", (string?)(await Client.GetAsync($"models/{name}")).Properties["tags"]!["a"]);
        (await Client.DeleteAsync($"models/{name}")).Is(200);
        (await Client.DeleteAsync($"models/{name}")).Is(204);
        (await Client.GetAsync($"models/{name}")).Is(404);
        (await Client.GetAsync($"models/{name}/versions/1")).Is(404);
        (await Client.GetAsync($"models/{name}/versions")).Is(404);
    }

    [Theory]
    [InlineData("models/-begins-badly/versions/1")]
    [InlineData("models/has%20space/versions/1")]
    [InlineData("models/d%C3%A9j%C3%A0/versions/1")]
    [InlineData("models/a%2Fb/versions/1")]
    [InlineData("models/good/versions/has%20space")]
    [InlineData("models/good/versions/..%5Cup")]
    [InlineData("codes/bad.name/versions/1")]
    [InlineData("environments/bad:name/versions/1")]
    public async Task Names_that_the_service_refuses_are_refused(string path) => (await Client.PutAsync(path, """{"properties": {}}""")).Is(400);

    [Fact]
    public async Task Names_have_255_characters_at_most()
    {
        (await Client.PutModelAsync(new string('m', 255), "1", "models/digits")).Is(201);
        (await Client.PutModelAsync(new string('m', 256), "1", "models/digits")).Is(400);
    }

    [Fact]
    public async Task Codes_are_registered_by_the_address_of_their_blobs()
    {
        string uri = (await Client.ContainerAsync()).Uri.GetLeftPart(UriPartial.Path) + "/models/digits";
        string body = $$"""{"properties": {"properties": {"hash_sha256": "1a", "hash_version": "202208"}, "isAnonymous": true, "codeUri": "{{uri}}"} }""";
        string name = Guid.NewGuid().ToString();

        Reply created = (await Client.PutAsync($"codes/{name}/versions/1", body)).Is(201);

        Assert.Equal($"{Client.Workspace}/codes/{name}/versions/1", (string?)created.Json["id"]);
        Assert.Equal(uri, (string?)created.Properties["codeUri"]);
        (await Client.PutAsync($"codes/{name}/versions/1", body)).Is(200);
        Assert.Equal(["1"], (await Client.GetAsync($"codes/{name}/versions?hash=1a&hashVersion=202208")).Names);
        Assert.Empty((await Client.GetAsync($"codes/{name}/versions?hash=1b")).Names);
    }

    [Fact]
    public async Task Environments_keep_what_they_are_made_of()
    {
        string path = $"environments/{NewName()}/versions/1";
        Reply created = (await Client.PutAsync(path, """{"properties": {"image": "mcr.microsoft.com/x", "condaFile": "channels:\n- conda-forge\n"}}""")).Is(201);

        Recorded.AssertCovers(JsonNode.Parse("""{"image": "i", "condaFile": "c", "osType": "Linux", "environmentType": "UserCreated", "isArchived": false, "isAnonymous": false}""")!, created.Properties);
        (await Client.PutAsync(path, """{"properties": {"image": "mcr.microsoft.com/y"}}""")).Is(400);
        (await Client.PutAsync(path, """{"properties": {"tags": {"a": "b"}}}""")).Is(200);
        (await Client.PutAsync($"environments/{NewName()}/versions/1", """{"properties": {}}""")).Is(400);
    }

    [Fact]
    public async Task What_this_server_does_not_know_is_kept()
    {
        Reply created = (await Client.PutModelAsync(NewName(), "1", "models/digits", """, "stage": "Production", "datasets": [{"name": "d", "id": 1.50}]""")).Is(201);

        Assert.Equal("Production", (string?)created.Properties["stage"]);
        Assert.Contains("1.50", created.Text, StringComparison.Ordinal);
    }
}
