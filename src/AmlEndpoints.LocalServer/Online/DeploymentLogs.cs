using System.Collections.Concurrent;
using AmlEndpoints.LocalServer.Scoring;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>The logs of the deployments: each has files of its own in the folder, which go when it is deleted.</summary>
internal sealed class DeploymentLogs(string folder)
{
    private readonly ConcurrentDictionary<string, DeploymentLog> _logs = new(StringComparer.Ordinal);

    /// <summary>The log of a deployment.</summary>
    public DeploymentLog Of(string endpoint, string deployment) =>
        _logs.GetOrAdd(DeploymentStore.Key(endpoint, deployment), _ => new DeploymentLog(Path.Combine(folder, $"{endpoint}.{deployment}.log")));

    /// <summary>Deletes what a deployment has logged. A request that it still answers may write a line; so a new deployment begins with this too.</summary>
    public void Delete(string endpoint, string deployment)
    {
        _ = _logs.TryRemove(DeploymentStore.Key(endpoint, deployment), out _);

        // Names have no dots, so these are the files of this deployment and of no other.
        foreach (string file in Directory.GetFiles(folder, $"{endpoint}.{deployment}.*"))
        {
            File.Delete(file);
        }
    }
}
