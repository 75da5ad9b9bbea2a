using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class DescribingDatastores(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task The_default_datastore_has_every_member_of_the_recorded_one()
    {
        JsonNode recorded = JsonNode.Parse("""
            {"properties": {"description": null, "tags": null, "properties": null, "isDefault": true, "credentials": {"credentialsType": "AccountKey"},
             "datastoreType": "AzureBlob", "accountName": "a", "containerName": "azureml-blobstore-1", "endpoint": "core.windows.net", "protocol": "https",
             "serviceDataAccessAuthIdentity": "WorkspaceSystemAssignedIdentity"}, "id": "i", "name": "workspaceblobstore", "type": "t",
             "systemData": {"createdAt": "t", "createdBy": "u", "createdByType": "User", "lastModifiedAt": "t", "lastModifiedBy": "u", "lastModifiedByType": "User"}}
            """)!;

        JsonObject store = (await Client.GetAsync("datastores/workspaceblobstore")).Is(200).Json;

        Recorded.AssertCovers(recorded, store);
        Assert.Equal(Server.Address.Authority, (string?)store["properties"]!["endpoint"]);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?isDefault=true", 1)]
    [InlineData("?isDefault=False", 0)]
    [InlineData("?names=workspaceblobstore,other", 1)]
    [InlineData("?names=other", 0)]
    [InlineData("?searchText=BLOB", 1)]
    [InlineData("?searchText=file", 0)]
    [InlineData("?count=1", 1)]
    [InlineData("?$skip=1", 0)]
    public async Task The_list_knows_its_filters(string query, int count) =>
        Assert.Equal(count, (await Client.GetAsync("datastores" + query)).Is(200).Names.Length);

    [Fact]
    public async Task The_secret_opens_the_container_and_is_a_new_one_each_time_without_being_kept()
    {
        await using Stream content = await (await Client.ContainerAsync()).GetBlobClient("models/digits/MLmodel").OpenReadAsync();

        Assert.True(content.Length > 0);
        Assert.Equal("Sas", (string?)(await Client.PostAsync("datastores/workspaceblobstore/LISTSECRETS")).Is(200).Json["secretsType"]);
        Assert.DoesNotContain("sig=", (await Client.GetAsync("datastores/workspaceblobstore")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_are_not_there_and_cannot_be_made()
    {
        (await Client.GetAsync("datastores/other")).Is(404);
        (await Client.PostAsync("datastores/other/listSecrets")).Is(404);
        Assert.Equal("NotSupportedLocally", (await Client.PutAsync("datastores/other", "{}")).Is(501).ErrorCode);
        (await Client.DeleteAsync("datastores/workspaceblobstore")).Is(501);
    }
}
