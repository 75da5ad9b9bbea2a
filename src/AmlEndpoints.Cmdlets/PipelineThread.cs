using System.Collections.Concurrent;

namespace AmlEndpoints;

/// <summary>
/// Runs async work so that every continuation, and every report of a <see cref="Progress{T}"/> made in it, comes back to the
/// pipeline thread, the only one that may write to PowerShell's streams.
/// </summary>
internal sealed class PipelineThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _pending = [];

    /// <summary>Runs the work to its end and throws what it throws.</summary>
    public static void Run(Func<Task> work)
    {
        SynchronizationContext? previous = Current;
        PipelineThread pipeline = new();
        SetSynchronizationContext(pipeline);
        try
        {
            Task task = work();
            if (!task.IsCompleted)
            {
                task.ContinueWith(_ => pipeline._pending.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                foreach ((SendOrPostCallback callback, object? state) in pipeline._pending.GetConsumingEnumerable())
                {
                    callback(state);
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        // A late progress report has nobody left to show it to.
        try
        {
            _pending.Add((d, state));
        }
        catch (InvalidOperationException)
        {
        }
    }
}
