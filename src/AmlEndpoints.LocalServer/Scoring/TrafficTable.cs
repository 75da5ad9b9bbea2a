namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Which deployments get which share of an endpoint's requests; made once for every change, never changed.</summary>
internal sealed class TrafficTable
{
    private readonly Deployment[] _deployments;
    private readonly int[] _ends;
    private readonly int _total;
    private readonly int _mirrorPercent;

    /// <summary>Makes the table of the deployments that serve; the share of one that does not is divided among the others.</summary>
    public TrafficTable(EndpointSettings settings, IReadOnlyDictionary<string, Deployment> serving)
    {
        List<Deployment> deployments = [];
        List<int> ends = [];
        foreach ((string name, int percent) in settings.Traffic)
        {
            if (percent > 0 && serving.TryGetValue(name, out Deployment? deployment))
            {
                _total = checked(_total + percent);
                deployments.Add(deployment);
                ends.Add(_total);
            }
        }

        (_deployments, _ends) = ([.. deployments], [.. ends]);
        foreach ((string name, int percent) in settings.MirrorTraffic)
        {
            if (percent > 0 && serving.TryGetValue(name, out Deployment? deployment))
            {
                // Azure ML takes one (Microsoft Learn, "Safe rollout for online endpoints").
                (Mirrored, _mirrorPercent) = (deployment, percent);
            }
        }
    }

    /// <summary>The deployment that gets copies of requests, or null.</summary>
    public Deployment? Mirrored { get; }

    /// <summary>A deployment by weighted chance; null when none has weight.</summary>
    public Deployment? Pick()
    {
        if (_deployments.Length <= 1)
        {
            return _deployments.Length == 0 ? null : _deployments[0];
        }

        int place = Random.Shared.Next(_total);
        int index = 0;
        while (place >= _ends[index])
        {
            index++;
        }

        return _deployments[index];
    }

    /// <summary>Whether by chance this request is one to copy.</summary>
    public bool ShouldMirror() => Mirrored is not null && Random.Shared.Next(100) < _mirrorPercent;
}
