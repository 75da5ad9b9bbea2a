using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The use of a shared model. It is loaded until this, and every other lease of it, is disposed.</summary>
internal sealed class ModelLease(OnnxModel model, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>The model.</summary>
    public OnnxModel Model => model;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
