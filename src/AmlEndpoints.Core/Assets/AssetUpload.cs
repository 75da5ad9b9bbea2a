using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>Brings a file or folder into the workspace's default datastore.</summary>
internal static class AssetUpload
{
    /// <summary>Uploads what is not there.</summary>
    public static async Task<UploadedContent> RunAsync(
        WorkspaceConnection connection, UploadSource source, (string Name, string Version) asset, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        DatastoreClient datastores = new(connection);
        Datastore datastore = await datastores.GetDefaultAsync(cancellationToken).ConfigureAwait(false);
        BlobStore store = await datastores.OpenAsync(datastore, cancellationToken).ConfigureAwait(false);
        return await new BlobUpload(store, progress).RunAsync(source, asset, cancellationToken).ConfigureAwait(false);
    }
}
