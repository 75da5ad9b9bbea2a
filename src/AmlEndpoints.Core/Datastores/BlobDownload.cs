using AmlEndpoints.Files;
using AmlEndpoints.Service;
using Azure.Storage.Blobs.Models;

namespace AmlEndpoints.Datastores;

/// <summary>Downloads a file or folder of a datastore into a folder, which appears when all of it is there.</summary>
internal sealed class BlobDownload(BlobStore store, IProgress<TransferProgress>? progress)
{
    /// <summary>Downloads.</summary>
    /// <param name="path">The path of the file or folder in the datastore.</param>
    /// <param name="destination">The folder to make; one that is there is replaced. A single file goes into it under its name.</param>
    /// <param name="cancellationToken">Ends the download; nothing of it stays.</param>
    /// <exception cref="AmlServiceException">There is nothing at the path.</exception>
    /// <exception cref="AmlFileException">The folder cannot be written, or names in the datastore cannot be names of files.</exception>
    public async Task RunAsync(string path, string destination, CancellationToken cancellationToken)
    {
        string purpose = $"download '{path}'";
        // A folder whose name only begins so is another one.
        List<BlobItem> blobs = [.. (await store.ListAsync(purpose, path, cancellationToken).ConfigureAwait(false))
            .Where(blob => blob.Name == path || blob.Name.StartsWith(path + "/", StringComparison.Ordinal))];
        if (blobs.Count == 0)
        {
            throw new AmlServiceException(ServiceErrors.NotFound, purpose, $"there is nothing of this name in the datastore '{store.DatastoreName}'. The files may have been deleted.");
        }

        using AtomicFolder folder = new(destination);
        TransferMeter meter = new(progress, TransferPhase.Downloading, blobs.Sum(LengthOf), blobs.Count);
        meter.Begin();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = BlobStore.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, parallel, async (blob, stop) => await ReceiveAsync(purpose, blob, Target(folder.Temporary, path, blob.Name, destination), meter, stop).ConfigureAwait(false)).ConfigureAwait(false);
        folder.Keep();
    }

    private async Task ReceiveAsync(string purpose, BlobItem blob, string target, TransferMeter meter, CancellationToken cancellationToken)
    {
        BlobDownloadToOptions options = new() { TransferOptions = BlobStore.Parts, ProgressHandler = meter.File() };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // A new file: names that differ in case only are one file on Windows and macOS, and the second must not replace the first.
            FileStream stream = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (stream.ConfigureAwait(false))
            {
                await store.CallAsync(purpose, () => store.Container.GetBlobClient(blob.Name).DownloadToAsync(stream, options, cancellationToken)).ConfigureAwait(false);
                if (stream.Length != LengthOf(blob))
                {
                    throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, $"'{blob.Name}' came with {stream.Length} bytes and has {LengthOf(blob)}. It may have been changed at the same time: try again.");
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.WriteFailed, error.Message, target, innerException: error);
        }
    }

    // The names come from a storage that others write to: none of them may lead out of the folder.
    private static string Target(string folder, string path, string name, string destination)
    {
        string relative = name == path ? name[(name.LastIndexOf('/') + 1)..] : name[(path.Length + 1)..];
        string[] segments = relative.Split('/');
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar, .. Path.GetInvalidFileNameChars()];
        if (segments.Any(segment => segment is "" or "." or ".." || segment.IndexOfAny(separators) >= 0))
        {
            throw new AmlFileException(FileErrors.WriteFailed, $"the name '{relative}' in the datastore cannot be that of a file here.", destination);
        }

        return Path.Combine([folder, .. segments]);
    }

    private static long LengthOf(BlobItem blob) => blob.Properties.ContentLength ?? 0;
}
