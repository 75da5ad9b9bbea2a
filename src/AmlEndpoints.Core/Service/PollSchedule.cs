namespace AmlEndpoints.Service;

/// <summary>How long to wait before an operation is asked about again, when the service does not say: often at first, then less and less.</summary>
internal sealed class PollSchedule(TimeSpan first, TimeSpan longest)
{
    private const double Growth = 1.5;

    private TimeSpan _next = first;

    /// <summary>For Azure, where things take minutes, and for this machine, where they take a moment.</summary>
    public static PollSchedule For(WorkspaceAddress address) => address.IsLoopback
        ? new PollSchedule(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1))
        : new PollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>The next wait.</summary>
    /// <param name="asked">What the service asks for in Retry-After; it goes before the schedule.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        TimeSpan delay = _next;
        _next = delay * Growth < longest ? delay * Growth : longest;
        return asked ?? delay;
    }
}
