using System.Collections.Concurrent;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// The scorers of a deployment: so many requests run at once, the others wait in the order they came, and more than twice as many are refused
/// (Microsoft Learn, "Troubleshoot online endpoints deployment", status code 429). Without a lock.
/// </summary>
/// <param name="slots">How many requests run at once: max_concurrent_requests_per_instance × instance_count.</param>
internal sealed class ScoringSlots(int slots)
{
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private readonly long _mostPending = 2L * slots;
    private int _free = slots;
    private int _pending;

    /// <summary>Requests that run or wait.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Lets a request in, unless too many are pending; <see cref="EndRequest"/> ends it.</summary>
    public bool TryBeginRequest()
    {
        if (Interlocked.Increment(ref _pending) <= _mostPending)
        {
            return true;
        }

        Interlocked.Decrement(ref _pending);
        return false;
    }

    /// <summary>Ends a request that was let in.</summary>
    public void EndRequest() => Interlocked.Decrement(ref _pending);

    /// <summary>Waits for a free slot; <see cref="Leave"/> frees it.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; the request has no slot.</exception>
    public ValueTask EnterAsync(CancellationToken cancellationToken) =>
        // Below zero is the number of those who wait.
        Interlocked.Decrement(ref _free) >= 0 ? ValueTask.CompletedTask : WaitAsync(cancellationToken);

    /// <summary>Gives the slot to the one who has waited longest, or sets it free.</summary>
    public void Leave()
    {
        // One whose wait was ended is still counted; the slot goes on to the next.
        while (Interlocked.Increment(ref _free) <= 0)
        {
            SpinWait spin = default;
            TaskCompletionSource? next;
            while (!_waiting.TryDequeue(out next))
            {
                // It is counted first and stands in the queue a moment later.
                spin.SpinOnce();
            }

            if (next.TrySetResult())
            {
                return;
            }
        }
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(place);
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task.ConfigureAwait(false);
    }
}
