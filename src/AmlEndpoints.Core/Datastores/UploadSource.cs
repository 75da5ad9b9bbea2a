namespace AmlEndpoints.Datastores;

/// <summary>
/// A file or folder as it is to be uploaded: its files, and the hash of its content, by which the service's clients find what is there already.
/// Links are followed, what the folder's <see cref="IgnoreFile"/> names is left out.
/// </summary>
internal sealed class UploadSource
{
    private UploadSource(string path, string hash, IReadOnlyList<UploadFile> files)
    {
        (Path, Hash, Files) = (path, hash, files);
        Name = System.IO.Path.GetFileName(path);
        IsFolder = Directory.Exists(path);
    }

    /// <summary>The full path of the file or folder.</summary>
    public string Path { get; }

    /// <summary>The last part of the path; blobs are put under it.</summary>
    public string Name { get; }

    public bool IsFolder { get; }

    /// <summary>
    /// The MD5 hash, 32 lower-case hexadecimal digits, that azure-ai-ml computes (<c>get_object_hash</c> in <c>azure/ai/ml/_utils/_asset_utils.py</c>):
    /// names and contents, folder by folder, sorted by the lower-case names.
    /// </summary>
    public string Hash { get; }

    /// <summary>The files in the order of their names; the first one is marked when all are uploaded.</summary>
    public IReadOnlyList<UploadFile> Files { get; }

    /// <summary>The size of all files in bytes.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>Reads all of the file or folder.</summary>
    /// <exception cref="AmlFileException">It does not exist, cannot be read, has no file, or a link leads in a circle.</exception>
    public static async Task<UploadSource> ReadAsync(string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        progress?.Report(new(TransferPhase.Reading, 0, 0, 0));
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (System.IO.Path.GetFileName(full).Length == 0)
        {
            throw new AmlFileException(FileErrors.NotFound, "a whole drive cannot be uploaded. Name a folder in it.", path);
        }

        try
        {
            return await Task.Run(() => Read(full, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }
    }

    private static UploadSource Read(string path, CancellationToken cancellationToken)
    {
        FolderHash hash = new(cancellationToken);
        if (Directory.Exists(path))
        {
            hash.AddFolder(path, IgnoreFile.Of(path));
        }
        else if (File.Exists(path))
        {
            hash.AddFile(path, System.IO.Path.GetFileName(path));
        }
        else
        {
            throw new AmlFileException(FileErrors.NotFound, "there is no such file or folder.", path);
        }

        if (hash.Files.Count == 0)
        {
            throw new AmlFileException(FileErrors.Empty, "there is no file in the folder, or .amlignore or .gitignore in it leave out all.", path);
        }

        return new(path, hash.End(), [.. hash.Files.OrderBy(file => file.Name, CodePointOrder.Instance)]);
    }
}
