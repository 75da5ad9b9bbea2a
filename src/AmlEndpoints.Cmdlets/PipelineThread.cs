using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace AmlEndpoints;

/// <summary>
/// Runs async work so that every continuation, and every report of a <see cref="Progress{T}"/> made in it, comes back to the
/// pipeline thread, the only one that may write to PowerShell's streams.
/// </summary>
internal sealed class PipelineThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _pending = [];

    /// <summary>Runs the work to its end and throws what it throws.</summary>
    /// <param name="work">The work.</param>
    /// <param name="stop">Tells the work to end early.</param>
    public static void Run(Func<Task> work, Action stop)
    {
        SynchronizationContext? previous = Current;
        PipelineThread pipeline = new();
        SetSynchronizationContext(pipeline);
        try
        {
            Task task = work();
            if (task.IsCompleted)
            {
                pipeline._pending.CompleteAdding();
            }
            else
            {
                task.ContinueWith(_ => pipeline._pending.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            pipeline.RunPending(stop)?.Throw();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    /// <summary>
    /// Takes the context off the thread while PowerShell is called: commands behind ours and the host run in there, and one that blocks
    /// on async work of its own would wait for ever for a continuation that came to us.
    /// </summary>
    public static Pause Leave() => new(Current);

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

    // Awaited work keeps its exceptions; what comes out here is a report's, such as WriteProgress in a pipeline that is stopped. The work
    // comes to its end before it is thrown on: the command is disposed then, and nothing may use it any more.
    private ExceptionDispatchInfo? RunPending(Action stop)
    {
        if (_pending.IsCompleted)
        {
            return null;
        }

        ExceptionDispatchInfo? failure = null;
        foreach ((SendOrPostCallback callback, object? state) in _pending.GetConsumingEnumerable())
        {
            try
            {
                callback(state);
            }
            catch (Exception error)
            {
                failure ??= ExceptionDispatchInfo.Capture(error);
                stop();
            }
        }

        return failure;
    }

    internal readonly ref struct Pause
    {
        private readonly SynchronizationContext? _context;

        public Pause(SynchronizationContext? context)
        {
            _context = context;
            SetSynchronizationContext(null);
        }

        public void Dispose() => SetSynchronizationContext(_context);
    }
}
