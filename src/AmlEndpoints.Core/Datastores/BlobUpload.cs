using Azure.Storage;
using Azure.Storage.Blobs.Models;

namespace AmlEndpoints.Datastores;

/// <summary>
/// Uploads files to where azure-ai-ml puts and finds them: <c>LocalUpload/&lt;hash&gt;/&lt;name&gt;/…</c>, with metadata on the first file when all
/// are there (<c>_blob_storage_helper.py</c>). What is there already is not sent again, so that a broken upload goes on where it stopped.
/// </summary>
internal sealed class BlobUpload(BlobStore store, IProgress<TransferProgress>? progress)
{
    private const string StatusKey = "upload_status";
    private const string Completed = "completed";

    /// <summary>Uploads what is not there.</summary>
    /// <param name="source">The files.</param>
    /// <param name="asset">The name and version of the asset that they are for; kept with the first file.</param>
    /// <param name="cancellationToken">Ends the upload; the files that are there stay.</param>
    public async Task<UploadedContent> RunAsync(UploadSource source, (string Name, string Version) asset, CancellationToken cancellationToken)
    {
        string purpose = $"upload '{source.Path}'";
        string path = $"LocalUpload/{source.Hash}/{source.Name}";
        Dictionary<string, BlobItem> present = (await store.ListAsync(purpose, source.IsFolder ? path + "/" : path, cancellationToken).ConfigureAwait(false))
            .ToDictionary(blob => blob.Name, StringComparer.Ordinal);
        List<UploadFile> missing = [.. source.Files.Where(file => !present.TryGetValue(BlobName(source, path, file), out BlobItem? blob) || blob.Properties.ContentLength != file.Length)];
        string first = BlobName(source, path, source.Files[0]);
        IDictionary<string, string>? metadata = present.GetValueOrDefault(first)?.Metadata;
        Uri uri = store.Container.GetBlobClient(path).Uri;
        if (missing.Count == 0 && metadata is not null && IsCompleted(metadata))
        {
            progress?.Report(new(TransferPhase.Present, source.Length, source.Length, source.Files.Count));
            return new(store.DatastoreName, path, uri, IsNew: false, First(metadata, asset));
        }

        TransferMeter meter = new(progress, TransferPhase.Uploading, missing.Sum(file => file.Length), missing.Count);
        meter.Begin();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = BlobStore.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (file, stop) => await SendAsync(purpose, file, BlobName(source, path, file), meter, stop).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (UploadFile file in source.Files)
        {
            file.EnsureUnchanged();
        }

        await store.CallAsync(purpose, () => store.Container.GetBlobClient(first).SetMetadataAsync(Metadata(asset), cancellationToken: cancellationToken)).ConfigureAwait(false);
        return new(store.DatastoreName, path, uri, IsNew: true, asset);
    }

    private async Task SendAsync(string purpose, UploadFile file, string name, TransferMeter meter, CancellationToken cancellationToken)
    {
        BlobUploadOptions options = new()
        {
            TransferOptions = BlobStore.Parts,
            TransferValidation = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
            ProgressHandler = meter.File(),
        };
        try
        {
            FileStream stream = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await store.CallAsync(purpose, () => store.Container.GetBlobClient(name).UploadAsync(stream, options, cancellationToken)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, file.Path, innerException: error);
        }
    }

    private static string BlobName(UploadSource source, string path, UploadFile file) => source.IsFolder ? $"{path}/{file.Name}" : path;

    private static bool IsCompleted(IDictionary<string, string> metadata) => metadata.TryGetValue(StatusKey, out string? status) && status == Completed;

    private static (string Name, string Version) First(IDictionary<string, string> metadata, (string Name, string Version) asset) =>
        metadata.TryGetValue("name", out string? name) && metadata.TryGetValue("version", out string? version) ? (name, version) : asset;

    private static Dictionary<string, string> Metadata((string Name, string Version) asset) => new()
    {
        [StatusKey] = Completed,
        ["name"] = asset.Name,
        ["version"] = asset.Version,
    };
}
