using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Assets;
using AmlEndpoints.LocalServer.Operations;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>Brings deployments to serve, in the background: fetches the model, loads it, warms it up, and writes down how that ended.</summary>
internal sealed class DeploymentRunner(
    ResourceStore store,
    EndpointStore endpoints,
    DeploymentStore deployments,
    DeploymentModel models,
    ModelFiles files,
    OperationStore operations,
    ServingEndpoints serving,
    DeploymentLogs logs,
    TimeProvider time,
    CancellationToken stopping)
{
    /// <summary>How the ids of deployments' operations begin.</summary>
    public const string OperationKind = "odidp";

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>Begins to bring a deployment to serve.</summary>
    public void Start(string endpoint, Resource deployment, string operation)
    {
        Task run = Task.Run(() => RunAsync(endpoint, deployment, operation), CancellationToken.None);
        _running[operation] = run;
        _ = run.ContinueWith(_ => _running.TryRemove(operation, out Task? _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Ends when nothing is being brought to serve any more, and how it ended is written down.</summary>
    public Task EndAsync() => Task.WhenAll(_running.Values);

    /// <summary>Deletes a deployment in the store.</summary>
    public void Forget(ResourceStore.Batch batch, string endpoint, Resource deployment)
    {
        batch.Delete(deployment);
        if (store.Find(DeploymentStore.Served, DeploymentStore.Key(endpoint, deployment.Name)) is { } served)
        {
            batch.Delete(served);
        }
    }

    /// <summary>Brings back what served the last time, and ends what had begun and can go on no more.</summary>
    public async Task RestoreAsync()
    {
        store.Write(batch =>
        {
            foreach (Resource deployment in store.Collections(OnlineNames.Endpoints + "/").SelectMany(store.List).Where(DeploymentStore.IsBusy))
            {
                batch.Put(deployments.InState(deployment, "Failed"));
            }
        });
        foreach (Resource endpoint in endpoints.All)
        {
            endpoints.Serve(endpoint.Name);
        }

        await Parallel.ForEachAsync(store.List(DeploymentStore.Served), stopping, async (served, cancellationToken) =>
        {
            JsonObject settings = served.ToJson();
            DeploymentSettings wanted = ToSettings(settings);
            DeploymentLog log = logs.Of(wanted.EndpointName, wanted.Name);
            try
            {
                await serving.DeployAsync(wanted, log, null, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.Write(ContainerType.InferenceServer, LogLevel.Error, $"It cannot serve again as it did before the server was stopped: {error.Message}");
                if (deployments.Find(wanted.EndpointName, wanted.Name) is { } deployment)
                {
                    store.Put(deployments.InState(deployment, "Failed"));
                }
            }
        });
    }

    private async Task RunAsync(string endpoint, Resource deployment, string operation)
    {
        DeploymentLog log = logs.Of(endpoint, deployment.Name);
        bool loading = false;
        try
        {
            JsonObject body = deployment.ToJson();
            Resource model = models.Find(body.Object("properties"));
            string folder = await files.FetchAsync(model, body.Object("properties"), log, stopping);
            JsonObject settings = ToServed(endpoint, deployment.Name, body, folder);
            loading = true;
            await serving.DeployAsync(ToSettings(settings), log, null, stopping);
            endpoints.Write(endpoint, (batch, _) =>
            {
                DateTimeOffset now = time.GetUtcNow();
                batch.Put(new Resource(DeploymentStore.Served, DeploymentStore.Key(endpoint, deployment.Name), [], now, now).With(settings));
                batch.Put(deployments.InState(deployment, "Succeeded"));
                operations.Succeed(batch, operation);
            });
        }
        catch (Exception error)
        {
            // Whatever it is, it is told where people look: in the operation, in the log and in the resource.
            string message = error is OperationCanceledException ? "The server was stopped." : error.Message;
            if (!loading)
            {
                log.Write(ContainerType.StorageInitializer, LogLevel.Error, message);
            }

            endpoints.Write(endpoint, (batch, _) =>
            {
                batch.Put(deployments.InState(deployment, "Failed"));
                operations.Fail(batch, operation, CodeOf(error), $"The deployment '{deployment.Name}' of the endpoint '{endpoint}' failed: {message}");
            });
        }

        operations.Announce(operation);
    }

    private static string CodeOf(Exception error) => error switch
    {
        ArmException arm => arm.Code,
        AmlFileException file => file.Code,
        AmlInputException input => input.Code,
        OperationCanceledException => "OperationCanceled",
        _ => "InternalServerError",
    };

    private static JsonObject ToServed(string endpoint, string name, JsonObject body, string folder)
    {
        JsonObject properties = body.Object("properties");
        return new JsonObject
        {
            ["endpoint"] = endpoint,
            ["name"] = name,
            ["model"] = folder,
            ["instances"] = body.Object("sku").Number("capacity"),
            ["timeout"] = DeploymentRules.TimeoutOf(properties).TotalSeconds,
            ["concurrent"] = properties.Object("requestSettings").Number("maxConcurrentRequestsPerInstance"),
        };
    }

    private DeploymentSettings ToSettings(JsonObject served) => new(
        served.Text("endpoint")!,
        served.Text("name")!,
        files.PathOf(served.Text("model")!),
        served.Number("instances") ?? 1,
        TimeSpan.FromSeconds((double)served["timeout"]!),
        served.Number("concurrent") ?? 1);
}
