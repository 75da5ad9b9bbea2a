namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>An endpoint that takes requests. Requests read its state without a lock; changes are made one after the other.</summary>
internal sealed class ServingEndpoint(EndpointSettings settings)
{
    private static readonly Dictionary<string, Deployment> _none = new(EndpointState.Names);

    private readonly object _lock = new();
    private volatile EndpointState _state = new(settings, _none);
    private bool _removed;

    /// <summary>The state as it is now.</summary>
    public EndpointState State => _state;

    /// <summary>Takes over new settings; false when the endpoint has been removed.</summary>
    public bool TrySet(EndpointSettings changed)
    {
        lock (_lock)
        {
            if (!_removed)
            {
                _state = new EndpointState(changed, _state.Deployments);
            }

            return !_removed;
        }
    }

    /// <summary>Puts a deployment in the place of the one of its name, which is retired; false when the endpoint has been removed.</summary>
    public bool TryPut(Deployment deployment)
    {
        Deployment? older;
        lock (_lock)
        {
            if (_removed)
            {
                return false;
            }

            Dictionary<string, Deployment> deployments = new(_state.Deployments, EndpointState.Names);
            older = deployments.GetValueOrDefault(deployment.Name);
            deployments[deployment.Name] = deployment;
            _state = new EndpointState(_state.Settings, deployments);
        }

        older?.Retire();
        return true;
    }

    /// <summary>Takes a deployment out; requests that have it are answered.</summary>
    /// <returns>The deployment, or null when there is none of the name.</returns>
    public Deployment? Take(string name)
    {
        Deployment? deployment;
        lock (_lock)
        {
            Dictionary<string, Deployment> deployments = new(_state.Deployments, EndpointState.Names);
            deployments.Remove(name, out deployment);
            _state = new EndpointState(_state.Settings, deployments);
        }

        deployment?.Retire();
        return deployment;
    }

    /// <summary>Takes all deployments out, for good.</summary>
    public IReadOnlyList<Deployment> TakeAll()
    {
        IReadOnlyList<Deployment> deployments;
        lock (_lock)
        {
            _removed = true;
            deployments = [.. _state.Deployments.Values];
            _state = new EndpointState(_state.Settings, _none);
        }

        foreach (Deployment deployment in deployments)
        {
            deployment.Retire();
        }

        return deployments;
    }
}
