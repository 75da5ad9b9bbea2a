using System.Buffers;
using System.Security.Cryptography;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// The files with the bytes: one folder, random names, each written once and never changed. A file counts from the moment a row of the
/// database names it; until then, and after that, it is rubbish that the next start removes.
/// </summary>
internal sealed class BlobFiles
{
    private const int BufferSize = 1 << 17;
    private readonly string _folder;

    /// <summary>Opens the folder, or makes it, for its owner alone.</summary>
    public BlobFiles(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>When the folder was made.</summary>
    public DateTimeOffset CreatedOn => Directory.GetCreationTimeUtc(_folder);

    /// <summary>Writes the bytes of a stream to a new file, through to the disk.</summary>
    /// <exception cref="BlobException">500: the disk does not take them.</exception>
    public async Task<WrittenFile> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        (string id, long length) = await CreateAsync(file => CopyAsync(content, long.MaxValue, file, md5, cancellationToken)).ConfigureAwait(false);
        return new WrittenFile(id, length, md5.GetHashAndReset());
    }

    /// <summary>Writes blocks one after the other to a new file, through to the disk.</summary>
    /// <exception cref="BlobException">500: the disk does not take them.</exception>
    /// <exception cref="FileNotFoundException">A block has been deleted.</exception>
    public Task<(string Id, long Length)> JoinAsync(IReadOnlyList<BlobBlock> blocks, CancellationToken cancellationToken) => CreateAsync(async file =>
    {
        foreach (BlobBlock block in blocks)
        {
            using FileStream source = OpenRead(block.FileId);
            source.Position = block.Offset;
            await CopyAsync(source, block.Length, file, null, cancellationToken).ConfigureAwait(false);
        }
    });

    /// <summary>Opens a file; it can be read to its end whatever happens to the blob.</summary>
    /// <exception cref="FileNotFoundException">It has been deleted.</exception>
    public FileStream OpenRead(string id) =>
        new(At(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, FileOptions.Asynchronous);

    /// <summary>Deletes files that no row names any more.</summary>
    public void Delete(IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            try
            {
                File.Delete(At(id));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody (a virus scanner) holds it: the next start removes it.
            }
        }
    }

    /// <summary>Deletes what no row names: the rests of uploads that were cut off.</summary>
    public void DeleteAllBut(IReadOnlySet<string> ids) => Delete(
        Directory.EnumerateFiles(_folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => Guid.TryParseExact(name, "N", out _) && !ids.Contains(name)));

    private string At(string id) => Path.Combine(_folder, id);

    private async Task<(string Id, long Length)> CreateAsync(Func<FileStream, Task> write)
    {
        string id = Guid.NewGuid().ToString("N");
        FileStream? file = null;
        try
        {
            file = OnDisk(() => new FileStream(
                At(id), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous));
            await write(file).ConfigureAwait(false);
            long length = file.Length;
            OnDisk(() =>
            {
                file.Flush(flushToDisk: true);
                file.Dispose();
                return true;
            });
            return (id, length);
        }
        catch
        {
            file?.Dispose();
            Delete([id]);
            throw;
        }
    }

    private async Task CopyAsync(Stream source, long count, FileStream file, IncrementalHash? md5, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            for (; count > 0; count -= read)
            {
                read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                md5?.AppendData(buffer, 0, read);
                await WriteAsync(file, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The client's connection fails with IOException too: only what happens to the file is the disk's fault.
    private async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw BlobErrors.WriteFailed(_folder, error);
        }
    }

    private T OnDisk<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BlobErrors.WriteFailed(_folder, error);
        }
    }
}
