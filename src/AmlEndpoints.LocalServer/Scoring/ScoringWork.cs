using Microsoft.Extensions.ObjectPool;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>What one request needs while it is scored, used again by the next: its body, its answer, its time.</summary>
internal sealed class ScoringWork : IDisposable
{
    /// <summary>What the caller sent.</summary>
    public PooledBuffer Body { get; } = new();

    /// <summary>What the caller gets.</summary>
    public PooledBuffer Answer { get; } = new();

    /// <summary>Ends the run.</summary>
    public CancellationTokenSource Stop { get; private set; } = new();

    /// <summary>Makes it ready to score the same body once more.</summary>
    public void PrepareAgain()
    {
        Answer.Clear();
        if (!Stop.TryReset())
        {
            Stop.Dispose();
            Stop = new CancellationTokenSource();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Body.Dispose();
        Answer.Dispose();
        Stop.Dispose();
    }

    /// <summary>How works are made and made ready again.</summary>
    internal sealed class Policy : PooledObjectPolicy<ScoringWork>
    {
        /// <inheritdoc/>
        public override ScoringWork Create() => new();

        /// <inheritdoc/>
        public override bool Return(ScoringWork obj)
        {
            obj.Body.Clear();
            obj.PrepareAgain();
            return true;
        }
    }
}
