using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// The endpoints and deployments that answer requests. Every change holds for the requests that come from now on; those that are running are
/// answered by what they have begun with. Thread-safe.
/// </summary>
internal sealed class ServingEndpoints : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServingEndpoint> _endpoints = new(EndpointState.Names);
    private readonly SharedModels _models = new();

    /// <summary>How many models are loaded; deployments of one folder share one.</summary>
    public int LoadedModels => _models.Count;

    /// <summary>Creates an endpoint, or gives it new settings; its deployments stay.</summary>
    public void SetEndpoint(EndpointSettings settings)
    {
        while (!_endpoints.GetOrAdd(settings.Name, static (_, created) => new ServingEndpoint(created), settings).TrySet(settings))
        {
            // It was being removed at this moment; the next round makes a new one.
            Thread.Yield();
        }
    }

    /// <summary>Takes an endpoint and its deployments away; ends when the requests that are running are answered.</summary>
    public Task RemoveEndpointAsync(string name) =>
        _endpoints.TryRemove(name, out ServingEndpoint? endpoint)
            ? Task.WhenAll(endpoint.TakeAll().Select(deployment => deployment.Drained))
            : Task.CompletedTask;

    /// <summary>
    /// Loads the model of a deployment, predicts once, and lets it take over from an older deployment of the same name. Until then, and after
    /// an error, the older one serves.
    /// </summary>
    /// <param name="settings">What is deployed; its endpoint must have been set.</param>
    /// <param name="log">Where the phases and the requests are noted.</param>
    /// <param name="phase">Gets the name of each phase as it begins.</param>
    /// <param name="cancellationToken">Stops it; the older deployment serves on.</param>
    /// <exception cref="AmlFileException">The model cannot be loaded.</exception>
    /// <exception cref="AmlInputException">The model does not predict.</exception>
    /// <exception cref="InvalidOperationException">There is no such endpoint, or it was removed meanwhile.</exception>
    public async Task DeployAsync(DeploymentSettings settings, DeploymentLog log, IProgress<string>? phase, CancellationToken cancellationToken)
    {
        ServingEndpoint endpoint = _endpoints.GetValueOrDefault(settings.EndpointName) ?? throw NoEndpoint(settings);
        ModelLease? lease = null;
        try
        {
            Begin("Loading the model");
            long start = Stopwatch.GetTimestamp();
            lease = await _models.LeaseAsync(settings.ModelFolder, cancellationToken).ConfigureAwait(false);
            Note($"The model is loaded ({Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms): {string.Join("; ", lease.Model.Describe())}");
            Begin("Warming up");
            await Task.Run(() => Warm(lease, log, cancellationToken), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            Deployment deployment = new(settings, lease, log);
            if (!endpoint.TryPut(deployment))
            {
                throw NoEndpoint(settings);
            }

            Note($"Ready: {settings.InstanceCount} instances, {settings.MaxConcurrentRequestsPerInstance} requests at once on each, request timeout {settings.RequestTimeout.TotalMilliseconds:F0} ms");
        }
        catch (Exception error)
        {
            lease?.Dispose();
            log.Write(ContainerType.InferenceServer, LogLevel.Error, $"The deployment failed: {error.Message}");
            throw;
        }

        void Begin(string name)
        {
            phase?.Report(name);
            Note($"{name}");
        }

        void Note(FormattableString text) => log.Write(ContainerType.InferenceServer, LogLevel.Information, text.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Takes a deployment away; ends when the requests that it is answering are answered.</summary>
    public Task RemoveDeploymentAsync(string endpoint, string deployment) =>
        _endpoints.GetValueOrDefault(endpoint)?.Take(deployment)?.Drained ?? Task.CompletedTask;

    /// <summary>Whether a deployment answers requests.</summary>
    public bool IsServing(string endpoint, string deployment) => FindState(endpoint)?.Deployments.ContainsKey(deployment) == true;

    /// <summary>The log of a deployment that answers requests, or null.</summary>
    public DeploymentLog? FindLog(string endpoint, string deployment) => FindState(endpoint)?.Deployments.GetValueOrDefault(deployment)?.Log;

    /// <summary>What a request must know of its endpoint; null when there is no such endpoint.</summary>
    public EndpointState? FindState(string endpoint) => _endpoints.GetValueOrDefault(endpoint)?.State;

    /// <summary>Ends all endpoints when the requests that are running are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (string name in _endpoints.Keys)
        {
            await RemoveEndpointAsync(name).ConfigureAwait(false);
        }
    }

    private static void Warm(ModelLease lease, DeploymentLog log, CancellationToken cancellationToken)
    {
        if (WarmUp.Run(lease.Model, cancellationToken) is { } problem)
        {
            log.Write(ContainerType.InferenceServer, LogLevel.Warning, $"The model's input example was not used: {problem}");
        }
    }

    private static InvalidOperationException NoEndpoint(DeploymentSettings settings) =>
        new($"The deployment '{settings.Name}' cannot serve: there is no endpoint '{settings.EndpointName}'.");
}
