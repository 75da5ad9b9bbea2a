using System.Security.Cryptography;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// The blobs of the workspace's container. A write is there when its method has returned, whole, whatever happens then; until its row is
/// committed nobody sees any of it. Whoever reads goes on reading what he has opened.
/// </summary>
internal sealed partial class BlobStore
{
    /// <summary>How long a block waits for its list, as in Azure (https://learn.microsoft.com/rest/api/storageservices/put-block).</summary>
    private static readonly TimeSpan BlockLifetime = TimeSpan.FromDays(7);

    private const int PageSize = 5000;
    private readonly Database _database;
    private readonly BlobTable _table;
    private readonly BlobFiles _files;

    /// <summary>Opens the store, and removes what an interrupted upload has left.</summary>
    /// <param name="database">Where its tables are, or will be made.</param>
    /// <param name="folder">A folder of its own for the files.</param>
    /// <param name="account">The account with the container.</param>
    public BlobStore(Database database, string folder, BlobAccount account)
    {
        _database = database;
        _table = new BlobTable(database, account.Container);
        _files = new BlobFiles(folder);
        _table.RemoveBlocksBefore(DateTimeOffset.UtcNow - BlockLifetime);
        _files.DeleteAllBut(_table.Files());
    }

    /// <summary>When the container was made.</summary>
    public DateTimeOffset CreatedOn => _files.CreatedOn;

    /// <summary>The blob of this name, or null.</summary>
    public BlobProperties? Find(string name) => _table.Find(name);

    /// <summary>All blobs whose names begin with a prefix, in the order of their names.</summary>
    public IReadOnlyList<BlobProperties> List(string prefix)
    {
        List<BlobProperties> blobs = [];
        List<BlobProperties> page;
        do
        {
            page = Page(prefix, blobs.Count == 0 ? "" : blobs[^1].Name, PageSize);
            blobs.AddRange(page);
        }
        while (page.Count == PageSize);
        return blobs;
    }

    /// <summary>At most <paramref name="limit"/> blobs with a prefix whose names sort behind <paramref name="after"/>.</summary>
    public List<BlobProperties> Page(string prefix, string after, int limit) => _table.Page(prefix, after, limit);

    /// <summary>Opens the bytes of a blob.</summary>
    /// <exception cref="FileNotFoundException">The blob has been replaced or deleted since; <see cref="Open"/> does not know this error.</exception>
    public Stream OpenRead(BlobProperties blob) => _files.OpenRead(blob.FileId);

    /// <summary>A blob as it is now, with its bytes; null when there is none.</summary>
    public (BlobProperties Blob, Stream Content)? Open(string name)
    {
        while (Find(name) is BlobProperties blob)
        {
            try
            {
                return (blob, OpenRead(blob));
            }
            catch (FileNotFoundException) when (Find(name)?.FileId != blob.FileId)
            {
                // Replaced in between: the row has the new file.
            }
        }

        return null;
    }

    /// <summary>Writes a blob, in the place of one that is there.</summary>
    /// <exception cref="BlobException">The name, a condition or the MD5 is wrong, or the disk does not take it.</exception>
    public async Task<BlobProperties> PutAsync(BlobWrite blob, Stream content, CancellationToken cancellationToken = default)
    {
        BlobName.Check(blob.Name);
        WrittenFile file = await WriteAsync(content, blob.Md5, cancellationToken).ConfigureAwait(false);
        return Commit(blob with { Md5 = file.Md5 }, file.Id, file.Length, []);
    }

    /// <summary>Replaces the metadata of a blob.</summary>
    /// <exception cref="BlobException">There is no such blob, or a condition does not hold.</exception>
    public BlobProperties SetMetadata(string name, IReadOnlyDictionary<string, string> metadata, BlobConditions conditions)
    {
        BlobProperties? changed = null;
        _database.Write(() =>
        {
            BlobProperties current = Find(name) ?? throw BlobErrors.BlobNotFound(name);
            conditions.CheckChange(current);
            changed = current with { Metadata = metadata, ETag = NewETag(), LastModified = Now() };
            _table.Save(changed);
        });
        return changed!;
    }

    /// <summary>Deletes a blob.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string name) => Delete(name, BlobConditions.None);

    /// <summary>Deletes a blob if the conditions hold.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BlobException">412.</exception>
    public bool Delete(string name, BlobConditions conditions)
    {
        bool found = false;
        Exchange([], () =>
        {
            if (Find(name) is not BlobProperties current)
            {
                return [];
            }

            conditions.CheckChange(current);
            _table.Remove(name);
            found = true;
            return [current.FileId];
        });
        return found;
    }

    private async Task<WrittenFile> WriteAsync(Stream content, byte[]? md5, CancellationToken cancellationToken)
    {
        WrittenFile file = await _files.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        if (md5 is null || md5.AsSpan().SequenceEqual(file.Md5))
        {
            return file;
        }

        _files.Delete([file.Id]);
        throw BlobErrors.Md5Mismatch();
    }

    private BlobProperties Commit(BlobWrite write, string file, long length, IEnumerable<BlobBlock> blocks)
    {
        DateTimeOffset now = Now();
        BlobProperties blob = new()
        {
            Name = write.Name,
            FileId = file,
            Length = length,
            ETag = NewETag(),
            CreatedOn = now,
            LastModified = now,
            ContentMd5 = write.Md5 is null ? null : Convert.ToBase64String(write.Md5),
            ContentType = write.ContentType,
            HttpHeaders = write.HttpHeaders,
            Metadata = write.Metadata,
        };
        Exchange([file], () =>
        {
            BlobProperties? current = Find(write.Name);
            write.Conditions.CheckPut(current);
            IEnumerable<string> unused = _table.Blocks(write.Name).Select(block => block.FileId);
            _table.RemoveBlocks(write.Name);
            blob = blob with { CreatedOn = current?.CreatedOn ?? now };
            _table.Save(blob);
            foreach (BlobBlock block in blocks)
            {
                _table.SaveBlock(write.Name, block);
            }

            return current is null ? unused : unused.Append(current.FileId);
        });
        return blob;
    }

    // Changes rows in one transaction, then deletes the files they no longer name; if the rows could not be changed, the new files.
    private void Exchange(string[] written, Func<IEnumerable<string>> change)
    {
        HashSet<string> unused = [];
        try
        {
            _database.Write(() => unused.UnionWith(change()));
        }
        catch
        {
            _files.Delete(written);
            throw;
        }

        _files.Delete(unused);
    }

    private static string NewETag() => $"\"0x{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}\"";

    private static DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
}
