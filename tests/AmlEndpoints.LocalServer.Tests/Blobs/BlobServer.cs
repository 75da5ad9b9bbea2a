using System.Security.Cryptography;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Tests.Support;
using Azure.Storage;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

/// <summary>The blob service on a free port of 127.0.0.1, over a folder that outlives it.</summary>
internal sealed class BlobServer : IAsyncDisposable
{
    public static readonly BlobAccount Account = new("localaml", SHA256.HashData("a key of the tests"u8), "azureml-blobstore");

    private readonly Database _database;
    private readonly WebApplication _application;

    private BlobServer(TemporaryFolder folder)
    {
        Folder = folder.At("blobs");
        _database = new Database(folder.At("state.db"));
        Store = new BlobStore(_database, Folder, Account);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapBlobs(Store, Account);
    }

    public string Folder { get; }

    public BlobStore Store { get; }

    public Uri Root => new(_application.Urls.Single());

    public Uri ContainerUri => new(Root, $"/{Account.Name}/{Account.Container}");

    public BlobContainerClient Container => new(ContainerUri, Credential);

    public static StorageSharedKeyCredential Credential => new(Account.Name, Convert.ToBase64String(Account.Key));

    public static async Task<BlobServer> StartAsync(TemporaryFolder folder)
    {
        BlobServer server = new(folder);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>A client that has nothing but a SAS.</summary>
    public BlobContainerClient WithSas(string permissions, TimeSpan? lifetime = null) =>
        new(new UriBuilder(ContainerUri) { Query = new BlobSas(Account).Create(DateTimeOffset.UtcNow + (lifetime ?? TimeSpan.FromHours(1)), permissions) }.Uri);

    public string[] Files() => Directory.GetFiles(Folder);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _database.Dispose();
    }
}
