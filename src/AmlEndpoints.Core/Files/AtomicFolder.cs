namespace AmlEndpoints.Files;

/// <summary>A folder that appears under its name only when it is complete: it is made beside it and renamed.</summary>
internal sealed class AtomicFolder : IDisposable
{
    private readonly string _path;

    /// <summary>Makes the folder that will become <paramref name="path"/>.</summary>
    /// <exception cref="AmlFileException">The parent folder cannot be written.</exception>
    public AtomicFolder(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Temporary = AtomicFile.TemporaryName(_path);
        Try(() => Directory.CreateDirectory(Temporary));
    }

    /// <summary>Where the content goes until it is kept.</summary>
    public string Temporary { get; }

    /// <summary>Puts the folder in its place; one that is there is moved away first and comes back if that fails.</summary>
    public void Keep() => Try(() =>
    {
        string? old = Directory.Exists(_path) ? AtomicFile.TemporaryName(_path) : null;
        if (old is not null)
        {
            Directory.Move(_path, old);
        }

        try
        {
            Directory.Move(Temporary, _path);
        }
        catch when (old is not null)
        {
            Directory.Move(old, _path);
            throw;
        }

        if (old is not null)
        {
            Directory.Delete(old, recursive: true);
        }
    });

    /// <summary>Removes what was made, unless it was kept.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Temporary))
        {
            Directory.Delete(Temporary, recursive: true);
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.WriteFailed, $"the folder cannot be written: {error.Message}", _path, innerException: error);
        }
    }
}
