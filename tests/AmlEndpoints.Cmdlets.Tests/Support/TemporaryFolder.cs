using System.Runtime.CompilerServices;
using System.Text;

namespace AmlEndpoints.Tests.Support;

/// <summary>A folder named after the test; it goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder([CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file)}-{test.TrimStart('.')}";
        FullName = Path.Combine(Path.GetTempPath(), "aml-tests", $"{name[..Math.Min(name.Length, 80)]}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(FullName);
    }

    public string FullName { get; }

    public string At(params string[] names) => Path.Combine([FullName, .. names]);

    /// <summary>Writes a text file, UTF-8 without a mark, and gives its path.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>The names of what lies in the folder, hidden files too.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(FullName).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
