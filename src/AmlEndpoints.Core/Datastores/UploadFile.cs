namespace AmlEndpoints.Datastores;

/// <summary>A file that is to be uploaded.</summary>
/// <param name="Name">Its path from the uploaded folder, with slashes; for a single file its name.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Changed">When it was last written (UTC).</param>
internal sealed record UploadFile(string Name, string Path, long Length, DateTime Changed)
{
    /// <summary>Describes the file at <paramref name="path"/> as it is now.</summary>
    public static UploadFile At(string path, string name)
    {
        FileInfo file = new(path);
        return new(name, path, file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>Makes sure that the file is still what was hashed: content is stored under its hash.</summary>
    /// <exception cref="AmlFileException">It was changed or removed since.</exception>
    public void EnsureUnchanged()
    {
        FileInfo file = new(Path);
        if (!file.Exists || file.Length != Length || file.LastWriteTimeUtc != Changed)
        {
            throw new AmlFileException(FileErrors.Changed, "the file was changed while it was uploaded. Run the command again when nothing writes to it.", Path);
        }
    }
}
