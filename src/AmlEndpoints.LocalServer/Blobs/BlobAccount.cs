namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The storage account of the workspace: what signs a request, and the one container there is.</summary>
/// <param name="Name">The account's name, the first segment of a path: <c>/name/container/blob</c>.</param>
/// <param name="Key">The key that signs (SharedKey, and the SAS that this server gives).</param>
/// <param name="Container">The container's name.</param>
internal sealed record BlobAccount(string Name, byte[] Key, string Container);
