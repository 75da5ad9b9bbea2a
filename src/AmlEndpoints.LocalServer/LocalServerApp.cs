using System.Net;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Assets;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Datastores;
using AmlEndpoints.LocalServer.Online;
using AmlEndpoints.LocalServer.Operations;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AmlEndpoints.LocalServer;

/// <summary>A workspace's server, from its folder to its routes.</summary>
internal sealed class LocalServerApp : IAsyncDisposable
{
    // As long as the longest request may take.
    private static readonly TimeSpan _longestDrain = TimeSpan.FromSeconds(180);

    private readonly WorkspaceFolder _folder;
    private readonly Database _database;
    private readonly WebApplication _app;
    private readonly ServingEndpoints _serving = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DeploymentRunner? _runner;

    private LocalServerApp(WorkspaceFolder folder, Database database, WebApplication app) => (_folder, _database, _app) = (folder, database, app);

    /// <summary>What clients need to find the server: url, ids, tokenFile, processId.</summary>
    public JsonObject Info { get; private set; } = [];

    /// <summary>Takes the folder, listens, brings back what served, and then lets requests in.</summary>
    /// <exception cref="IOException">Another server has the folder, or the port is in use; the message says which.</exception>
    public static async Task<LocalServerApp> StartAsync(ServerOptions options, TimeProvider? time = null)
    {
        WorkspaceFolder folder = WorkspaceFolder.Open(options.Folder);
        Database? database = null;
        try
        {
            database = new Database(folder.Database);
            WorkspaceIdentity workspace = new(database);
            int port = options.Port != 0 ? options.Port : workspace.LastPort;
            try
            {
                return await StartAsync(folder, database, workspace, port, time ?? TimeProvider.System);
            }
            catch (IOException) when (options.Port == 0 && port != 0)
            {
                // Somebody else has the port of the last time.
                return await StartAsync(folder, database, workspace, 0, time ?? TimeProvider.System);
            }
        }
        catch
        {
            database?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Ends when somebody wants the server to stop; who holds it disposes it then.</summary>
    public Task StopRequested => _stopRequested.Task;

    /// <summary>Asks for the end.</summary>
    public void RequestStop() => _stopRequested.TrySetResult();

    /// <summary>Accepts no more, answers what was accepted, and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _stopping.CancelAsync();
        await _runner!.EndAsync();
        await _app.DisposeAsync();
        await _serving.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
        _stopping.Dispose();
    }

    private static async Task<LocalServerApp> StartAsync(WorkspaceFolder folder, Database database, WorkspaceIdentity workspace, int port, TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, port));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = _longestDrain);
        LocalServerApp server = new(folder, database, builder.Build());
        try
        {
            await server.OpenAsync(workspace, time);
            return server;
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.AddServerHeader = false;
        kestrel.AllowAlternateSchemes = false;
    }

    private async Task OpenAsync(WorkspaceIdentity workspace, TimeProvider time)
    {
        ServerAddress address = new();
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RequestGuard guard = new(ready.Task, address, _folder.At("server.log"));
        _app.Use(guard.Handle);

        BlobAccount account = new("amllocal", workspace.StorageKey, $"azureml-blobstore-{workspace.WorkspaceGuid}");
        BlobSas sas = new(account);
        BlobStore blobs = new(_database, _folder.Subfolder("blobs"), account);
        ResourceStore store = new(_database);
        OperationStore operations = new(store, workspace, time);
        EndpointTokens tokens = new(workspace.SigningKey, workspace.WorkspaceGuid);
        EndpointKeys keys = new(store);
        EndpointStore endpoints = new(store, keys, _serving, workspace, address, time);
        DeploymentStore deployments = new(store, workspace, time);
        ModelFiles files = new(blobs, account, _folder.Subfolder("models"));
        AssetKinds kinds = new(files, account);
        AssetUsers users = new(store, workspace);
        DeploymentModel models = new(store, kinds.Models, workspace);
        DeploymentLogs logs = new(_folder.Subfolder("logs"));
        _runner = new DeploymentRunner(store, endpoints, deployments, models, files, operations, _serving, logs, time, _stopping.Token);

        ArmRoutes routes = new(_app, workspace, new ControlPlaneToken(_folder));
        new WorkspaceRoutes(workspace, RequestStop).Map(routes);
        new DatastoreRoutes(workspace, account, sas, time).Map(routes);
        new PendingUploadRoutes(account, sas, time).Map(routes);
        foreach (AssetKind kind in kinds.All)
        {
            new AssetRoutes(kind, store, workspace, time, users).Map(routes);
        }

        new EndpointRoutes(endpoints, operations, keys, tokens, _serving, logs, time).Map(routes);
        new DeploymentRoutes(endpoints, deployments, models, _runner, logs, operations).Map(routes);
        new OperationRoutes(operations).Map(routes);
        routes.MapRest();
        _app.MapBlobs(blobs, account);
        _app.MapScoring(_serving, tokens, time);

        await _app.StartAsync();
        address.Uri = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        endpoints.Move();
        await _runner.RestoreAsync();
        workspace.LastPort = address.Port;
        Announce(workspace, address);
        ready.SetResult();
    }

    private void Announce(WorkspaceIdentity workspace, ServerAddress address)
    {
        Info = new JsonObject
        {
            ["url"] = address.Uri,
            ["subscriptionId"] = workspace.SubscriptionId,
            ["resourceGroupName"] = WorkspaceIdentity.ResourceGroupName,
            ["workspaceName"] = WorkspaceIdentity.WorkspaceName,
            ["tokenFile"] = _folder.TokenFile,
            ["processId"] = Environment.ProcessId,
        };
        WorkspaceFolder.WritePrivate(_folder.InfoFile, Info.ToJsonString());
    }
}
