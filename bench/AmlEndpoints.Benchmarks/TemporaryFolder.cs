namespace AmlEndpoints.Benchmarks;

/// <summary>A folder that goes when it is disposed, and at the latest when the process ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    public string Path { get; } = Directory.CreateTempSubdirectory("AmlEndpoints.Benchmarks-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
