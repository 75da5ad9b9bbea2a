using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Assets;

/// <summary>Requests and answers for datastores, with the examples of the API's specification.</summary>
public sealed class OpeningDatastores : IDisposable
{
    private const string Api = "api-version=2024-04-01";

    private readonly AssetService _service = new();

    private DatastoreClient Datastores => new(_service.Connection);

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_default_is_asked_for()
    {
        JsonObject list = AssetService.Example("Datastore.list");
        _service.Answer(200, list);

        Datastore datastore = await Datastores.GetDefaultAsync();

        Assert.Equal([$"GET /datastores?{Api}&isDefault=true"], _service.Requests);
        Assert.Equal(("string", "AzureBlob", "AccountKey"), (datastore.Name, datastore.Type, datastore.CredentialsType));
    }

    [Theory]
    [InlineData("core.windows.net", "https", "https://account.blob.core.windows.net/files")]
    [InlineData("core.chinacloudapi.cn", "https", "https://account.blob.core.chinacloudapi.cn/files")]
    [InlineData("127.0.0.1:8080", "http", "http://127.0.0.1:8080/account/files")]
    [InlineData("127.0.0.1", "http", "http://127.0.0.1/account/files")]
    public async Task A_key_opens_the_container_at_its_address(string endpoint, string protocol, string address)
    {
        JsonObject secrets = AssetService.Example("Datastore.listSecrets");
        secrets["key"] = Convert.ToBase64String(new byte[64]);
        _service.Answer(200, secrets);

        BlobStore store = await Datastores.OpenAsync(Make(endpoint, protocol), default);

        Assert.Equal([$"POST /datastores/workspaceblobstore/listSecrets?{Api}"], _service.Requests);
        Assert.Equal([null], _service.Bodies);
        Assert.Equal(address, store.Container.Uri.AbsoluteUri);
    }

    [Fact]
    public async Task A_SAS_opens_it_too()
    {
        _service.Answer(200, new JsonObject { ["secretsType"] = "Sas", ["sasToken"] = "?sv=2024-01-01&sig=secret" });

        BlobStore store = await Datastores.OpenAsync(Make("core.windows.net", "https"), default);

        Assert.DoesNotContain("secret", store.Container.Uri.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", store.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_over_http_to_another_machine()
    {
        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => Datastores.OpenAsync(Make("core.windows.net", "http"), default));

        Assert.Equal(ServiceErrors.UntrustedAddress, error.Code);
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("not base64 !")]
    [InlineData(null)]
    public async Task A_secret_that_is_none_is_not_in_the_error(string? key)
    {
        _service.Answer(200, new JsonObject { ["secretsType"] = "AccountKey", ["key"] = key });

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => Datastores.OpenAsync(Make("core.windows.net", "https"), default));

        Assert.Contains("workspaceblobstore", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("base64 !", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_no_blob_container_is_refused()
    {
        Datastore datastore = Make("core.windows.net", "https");
        datastore.Json["properties"]!["datastoreType"] = "AzureDataLakeGen2";

        Assert.Contains("AzureDataLakeGen2", (await Assert.ThrowsAsync<AmlServiceException>(() => Datastores.OpenAsync(datastore, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azureml://subscriptions/s/resourcegroups/r/workspaces/w/datastores/d/paths/LocalUpload/0a/my model/", "d", "LocalUpload/0a/my model")]
    [InlineData("azureml://subscriptions/s/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w/datastores/d/paths/a/paths/b", "d", "a/paths/b")]
    [InlineData("azureml://datastores/d/paths/a", "d", "a")]
    [InlineData("azureml://jobs/j/outputs/o", null, null)]
    [InlineData("https://a/b", null, null)]
    [InlineData(null, null, null)]
    public void Addresses_in_datastores_are_read(string? text, string? datastore, string? path) =>
        Assert.Equal(datastore is null ? null : new DatastoreUri(datastore, path!), DatastoreUri.Parse(text));

    private static Datastore Make(string endpoint, string protocol)
    {
        JsonObject json = AssetService.Example("Datastore.get");
        json["name"] = "workspaceblobstore";
        json["properties"]!["accountName"] = "account";
        json["properties"]!["containerName"] = "files";
        json["properties"]!["endpoint"] = endpoint;
        json["properties"]!["protocol"] = protocol;
        return new Datastore(json);
    }
}
