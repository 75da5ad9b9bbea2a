using System.Security.Cryptography;
using System.Text;

namespace AmlEndpoints.Datastores;

/// <summary>
/// Computes azure-ai-ml's MD5 hash of files and folders (<c>get_object_hash</c> in <c>azure/ai/ml/_utils/_asset_utils.py</c>) and collects the files
/// on the way. It tells contents apart that are uploaded; it protects nothing.
/// </summary>
internal sealed class FolderHash(CancellationToken cancellationToken)
{
    private const string Beginning = "Initialize for october 2021 AML CLI version";
    private const int BufferSize = 1 << 20;

    private readonly IncrementalHash _hash = Begin();
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly HashSet<string> _above = new(StringComparer.Ordinal);

    /// <summary>The files that were added.</summary>
    public List<UploadFile> Files { get; } = [];

    /// <summary>Adds a file's content.</summary>
    public void AddFile(string path, string name)
    {
        Files.Add(UploadFile.At(path, name));
        FileContent.Append(_hash, path, _buffer, cancellationToken);
    }

    /// <summary>Adds all of a folder: the name of each entry, and what it holds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ignore">What is left out.</param>
    /// <param name="prefix">The folder's path from the first one, with a slash at its end.</param>
    /// <exception cref="AmlFileException">The folder lies in itself, by a link.</exception>
    public void AddFolder(string folder, IgnoreFile ignore, string prefix = "")
    {
        string real = Target(new DirectoryInfo(folder)).FullName;
        if (!_above.Add(real))
        {
            throw new AmlFileException(FileErrors.AccessFailed, $"the folder is a link to '{real}', which it lies in. Remove the link, or name it in .amlignore.", folder);
        }

        IEnumerable<FileSystemInfo> entries = new DirectoryInfo(folder).EnumerateFileSystemInfos();
        foreach (FileSystemInfo entry in entries.OrderBy(entry => entry.Name.ToLowerInvariant(), CodePointOrder.Instance).ThenBy(entry => entry.Name, CodePointOrder.Instance))
        {
            string name = prefix + entry.Name;
            if (!ignore.Excludes(name))
            {
                _hash.AppendData(Encoding.UTF8.GetBytes(entry.Name));
                Add(entry, ignore, name);
            }
        }

        _above.Remove(real);
    }

    /// <summary>The hash of all that was added.</summary>
    public string End() => Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant();

    private void Add(FileSystemInfo entry, IgnoreFile ignore, string name)
    {
        FileSystemInfo target = Target(entry);
        if (Directory.Exists(target.FullName))
        {
            AddFolder(entry.FullName, ignore, name + "/");
        }
        else if (File.Exists(target.FullName))
        {
            AddFile(target.FullName, name);
        }
    }

    private static FileSystemInfo Target(FileSystemInfo entry) =>
        entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;

    private static IncrementalHash Begin()
    {
        IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(Encoding.UTF8.GetBytes(Beginning));
        return hash;
    }
}
