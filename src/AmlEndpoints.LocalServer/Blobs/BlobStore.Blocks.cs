namespace AmlEndpoints.LocalServer.Blobs;

/// <content>Blobs that are uploaded in blocks.</content>
internal sealed partial class BlobStore
{
    private const int Attempts = 5;

    /// <summary>Writes a block, in the place of an uncommitted one with its id.</summary>
    /// <returns>The MD5 of what was written.</returns>
    /// <exception cref="BlobException">The MD5 is wrong, the id has not the length of the others, or the disk does not take it.</exception>
    public async Task<byte[]> PutBlockAsync(string name, string id, Stream content, byte[]? md5, CancellationToken cancellationToken = default)
    {
        BlobName.Check(name);
        WrittenFile file = await WriteAsync(content, md5, cancellationToken).ConfigureAwait(false);
        Exchange([file.Id], () =>
        {
            List<BlobBlock> waiting = [.. _table.Blocks(name).Where(block => !block.Committed)];
            if (waiting.Count > 0 && waiting[0].Id.Length != id.Length)
            {
                throw BlobErrors.InvalidBlobOrBlock();
            }

            _table.RemoveBlock(name, id);
            _table.SaveBlock(name, new BlobBlock(id, false, file.Id, 0, file.Length));
            return waiting.Where(block => block.Id == id).Select(block => block.FileId);
        });
        return file.Md5;
    }

    /// <summary>Makes a blob of blocks; uncommitted blocks that are not in the list are discarded.</summary>
    /// <exception cref="BlobException">A block is not there, a condition does not hold, or the disk does not take it.</exception>
    public async Task<BlobProperties> PutBlockListAsync(
        BlobWrite blob, IReadOnlyList<BlockReference> list, CancellationToken cancellationToken = default)
    {
        BlobName.Check(blob.Name);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                blob.Conditions.CheckPut(Find(blob.Name));
                List<BlobBlock> blocks = BlockList.Resolve(blob.Name, list, _table.Blocks(blob.Name));
                (string id, long length) = await _files.JoinAsync(blocks, cancellationToken).ConfigureAwait(false);
                return Commit(blob, id, length, BlockList.InFile(id, blocks));
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // The same list was committed meanwhile (a client that did not wait for the answer): its blocks are in the blob now.
            }
        }
    }

    /// <summary>The blocks of a name: those in the blob, in their order, and those that wait for a list.</summary>
    public IReadOnlyList<BlobBlock> Blocks(string name) => _table.Blocks(name);
}
