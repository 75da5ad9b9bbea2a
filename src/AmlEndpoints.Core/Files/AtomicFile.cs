namespace AmlEndpoints.Files;

/// <summary>A file that appears under its name only when it is complete: it is written beside it and renamed.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _kept;

    /// <summary>Opens the file that will become <paramref name="path"/>.</summary>
    /// <exception cref="AmlFileException">The folder does not exist or cannot be written, or a folder has this name.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = TemporaryName(_path);
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
        {
            throw new AmlFileException(FileErrors.NotFound, "the folder for the file does not exist. Make it first.", path);
        }

        if (Directory.Exists(_path))
        {
            throw new AmlFileException(FileErrors.WriteFailed, "this is a folder, not a file.", path);
        }

        try
        {
            Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, error);
        }
    }

    /// <summary>Where the content goes.</summary>
    public FileStream Stream { get; }

    /// <summary>A hidden name beside a file or folder that nobody else uses.</summary>
    public static string TemporaryName(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Puts the file in its place; one that is there is replaced.</summary>
    public void Keep()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _kept = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(_path, error);
        }
    }

    /// <summary>Removes what was written, unless it was kept.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_kept)
        {
            File.Delete(_temporary);
        }
    }

    private static AmlFileException Failed(string path, Exception error) =>
        new(FileErrors.WriteFailed, $"the file cannot be written: {error.Message}", path, innerException: error);
}
