namespace AmlEndpoints.Benchmarks;

/// <summary>What the figures share: a temporary folder, and the module in this process.</summary>
internal sealed class Bench(BenchOptions options) : IDisposable
{
    private readonly Lazy<ModuleHost> _module = new(() => new ModuleHost());
    private readonly Lazy<TemporaryFolder> _temporary = new(() => new TemporaryFolder());

    public BenchOptions Options => options;

    public ModuleHost Module => _module.Value;

    public string TemporaryPath(string name) => Path.Combine(_temporary.Value.Path, name);

    public void ImportModule() => _ = _module.Value;

    public void Dispose()
    {
        if (_temporary.IsValueCreated)
        {
            _temporary.Value.Dispose();
        }
    }
}
