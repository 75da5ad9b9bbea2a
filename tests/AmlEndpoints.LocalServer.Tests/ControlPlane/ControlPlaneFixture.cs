using AmlEndpoints.LocalServer.Tests.Support;
using Azure.Storage.Blobs;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>
/// The server in this process, on a folder that goes with the tests. It has the model <c>digits:1</c> (the example's) and <c>broken:1</c>, which cannot be loaded.
/// </summary>
public sealed class ControlPlaneFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private LocalServerApp? _server;
    private ControlPlaneClient? _client;

    internal ControlPlaneClient Client => _client!;

    internal string Folder => _folder.FullName;

    internal Uri Address => Client.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        await StartAsync();
        await Client.UploadAsync("models/digits", TestData.ExampleModel);
        BlobContainerClient container = await Client.ContainerAsync();
        await container.UploadBlobAsync("models/broken/model.onnx", new BinaryData("this is no model"));
        await RegisterAsync(Client);
    }

    /// <summary>Registers the two models whose files are there.</summary>
    internal static async Task RegisterAsync(ControlPlaneClient client)
    {
        (await client.PutModelAsync("digits", "1", "models/digits")).Is(201);
        (await client.PutModelAsync("broken", "1", "models/broken/model.onnx")).Is(201);
    }

    /// <summary>Ends the server and starts it again on the same folder.</summary>
    internal async Task RestartAsync(int port = 0)
    {
        await StopAsync();
        await StartAsync(port);
    }

    /// <summary>Ends the server.</summary>
    internal async Task StopAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
    }

    /// <summary>Starts the server.</summary>
    internal async Task StartAsync(int port = 0)
    {
        _server = await LocalServerApp.StartAsync(new ServerOptions(Folder, port, false, false));
        _client = new ControlPlaneClient(_server.Info);
    }

    public Task DisposeAsync() => StopAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _folder.Dispose();
    }
}
