namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>What a deployment serves, and how.</summary>
/// <param name="EndpointName">The endpoint it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="ModelFolder">The model's folder on disk. Deployments of the same model version share it.</param>
/// <param name="InstanceCount">How many requests are scored side by side for each of <paramref name="MaxConcurrentRequestsPerInstance"/>.</param>
/// <param name="RequestTimeout">A request that takes longer is answered with 408.</param>
/// <param name="MaxConcurrentRequestsPerInstance">Requests that one instance scores at once.</param>
internal sealed record DeploymentSettings(
    string EndpointName,
    string Name,
    string ModelFolder,
    int InstanceCount,
    TimeSpan RequestTimeout,
    int MaxConcurrentRequestsPerInstance);
