using System.Runtime.CompilerServices;

namespace AmlEndpoints.Tests;

/// <summary>An empty folder, named after the test, that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder([CallerMemberName] string test = "") =>
        Path = Directory.CreateTempSubdirectory($"aml-{(test.Length > 40 ? test[..40] : test)}-").FullName;

    public string Path { get; }

    /// <summary>The names of everything in the folder, hidden or not.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)!).Order(StringComparer.Ordinal);

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
