namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// A deployment that answers requests. Whoever uses it acquires it and releases it; it lets go of its model when it was retired and the last user
/// has released it. Thread-safe, without a lock.
/// </summary>
internal sealed class Deployment(DeploymentSettings settings, ModelLease lease, DeploymentLog log)
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The first user is the endpoint.
    private int _users = 1;
    private int _retired;

    /// <summary>Its name.</summary>
    public string Name => settings.Name;

    /// <summary>How it serves.</summary>
    public DeploymentSettings Settings => settings;

    /// <summary>Its model, as requests come to it.</summary>
    public InputDataScorer Scorer { get; } = new(lease.Model);

    /// <summary>Its log.</summary>
    public DeploymentLog Log => log;

    /// <summary>Its scorers.</summary>
    public ScoringSlots Slots { get; } = new(Math.Max(1, settings.InstanceCount) * Math.Max(1, settings.MaxConcurrentRequestsPerInstance));

    /// <summary>Ends when the last request was answered after <see cref="Retire"/>.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Keeps the deployment alive; false when it is gone already.</summary>
    public bool TryAcquire()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            lease.Dispose();
            log.Flush();
            _drained.SetResult();
        }
    }

    /// <summary>The endpoint uses it no more: it ends with the requests that are running.</summary>
    public void Retire()
    {
        if (Interlocked.Exchange(ref _retired, 1) == 0)
        {
            Release();
        }
    }
}
