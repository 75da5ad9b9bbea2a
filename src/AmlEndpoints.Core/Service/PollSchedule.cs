namespace AmlEndpoints.Service;

/// <summary>How long to wait before an operation is asked about again, when the service does not say: often at first, then less and less.</summary>
internal sealed class PollSchedule(TimeSpan first, TimeSpan longest, bool patient)
{
    private const double Growth = 1.5;

    private TimeSpan _next = first;

    /// <summary>For Azure, where things take minutes, and for this machine, where they take a moment.</summary>
    public static PollSchedule For(WorkspaceAddress address) => address.IsLoopback
        ? new PollSchedule(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1), patient: false)
        : new PollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), patient: true);

    /// <summary>The next wait.</summary>
    /// <param name="asked">
    /// What the service asks for in Retry-After; Azure's goes before the schedule. A local server asks for whole seconds, since the header has no others,
    /// and keeps who asks too early on the line until the operation has ended.
    /// </param>
    public TimeSpan Next(TimeSpan? asked)
    {
        TimeSpan delay = _next;
        _next = delay * Growth < longest ? delay * Growth : longest;
        return asked is { } wanted && (patient || wanted < delay) ? wanted : delay;
    }
}
