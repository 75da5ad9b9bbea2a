namespace AmlEndpoints.Datastores;

/// <summary>Content that is in a datastore.</summary>
/// <param name="DatastoreName">The datastore.</param>
/// <param name="Path">The path of the file or folder in it: <c>LocalUpload/&lt;hash&gt;/&lt;name&gt;</c>.</param>
/// <param name="Uri">The https address of the file or folder, without a SAS.</param>
/// <param name="IsNew">Whether files were uploaded; false when all was there.</param>
/// <param name="Asset">The asset it was first uploaded for.</param>
internal sealed record UploadedContent(string DatastoreName, string Path, Uri Uri, bool IsNew, (string Name, string Version) Asset);
