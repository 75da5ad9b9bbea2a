using AmlEndpoints.Service;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AmlEndpoints.Datastores;

/// <summary>The blob container of a datastore: what uploads and downloads share.</summary>
/// <param name="Container">The container.</param>
/// <param name="DatastoreName">The datastore's name, for addresses and errors.</param>
internal sealed record BlobStore(BlobContainerClient Container, string DatastoreName)
{
    /// <summary>How many files are transferred at the same time.</summary>
    public static int Concurrency { get; } = Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    /// <summary>How a large file is cut: at most 4 parts of 8 MiB of each are in memory.</summary>
    public static StorageTransferOptions Parts { get; } = new()
    {
        InitialTransferSize = 16 << 20,
        MaximumTransferSize = 8 << 20,
        MaximumConcurrency = 4,
    };

    /// <summary>The blobs whose names begin so, with their metadata, without the entries that stand for folders.</summary>
    public async Task<List<BlobItem>> ListAsync(string purpose, string prefix, CancellationToken cancellationToken)
    {
        List<BlobItem> blobs = [];
        await CallAsync(purpose, async () =>
        {
            GetBlobsOptions options = new() { Traits = BlobTraits.Metadata, Prefix = prefix };
            await foreach (BlobItem blob in Container.GetBlobsAsync(options, cancellationToken).ConfigureAwait(false))
            {
                // Accounts with a hierarchical namespace list folders so.
                if (!(blob.Metadata?.ContainsKey("hdi_isfolder") ?? false))
                {
                    blobs.Add(blob);
                }
            }
        }).ConfigureAwait(false);
        return blobs;
    }

    /// <summary>Does something with the container; what the storage refuses becomes an <see cref="AmlServiceException"/>.</summary>
    public async Task CallAsync(string purpose, Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (RequestFailedException error) when (error.Status > 0)
        {
            // Neither its text nor the exception is passed on: the storage quotes signatures in answers to requests it does not trust.
            string code = error.ErrorCode is { Length: > 0 } text ? text : "StorageError";
            throw new AmlServiceException(code, purpose, $"the storage of the datastore '{DatastoreName}' refused it.{Advice(error.Status)}", error.Status);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or HttpIOException)
        {
            Exception last = (error as AggregateException)?.InnerExceptions[^1] ?? error;
            string why = last is OperationCanceledException ? "it took too long" : last.Message.TrimEnd('.');
            throw new AmlServiceException(ServiceErrors.Unreachable, purpose, $"the storage of the datastore '{DatastoreName}' at {Container.Uri.Authority} does not answer ({why}). Check the network, a proxy or a firewall.");
        }
    }

    private static string Advice(int status) => status switch
    {
        401 or 403 => " The key or SAS of the datastore may have changed, or a firewall of the storage account keeps this machine out.",
        404 => " The container or the file is not there.",
        429 or 503 => " It is busy: try again in a minute.",
        >= 500 => " The fault is the storage's: try again later.",
        _ => "",
    };
}
