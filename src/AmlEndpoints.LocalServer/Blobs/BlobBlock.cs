namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>A piece of a blob that was uploaded by itself.</summary>
/// <param name="Id">The client's name for it, opaque.</param>
/// <param name="Committed">Whether it is part of the blob, so that its bytes are in the blob's file; else it has a file of its own.</param>
/// <param name="FileId">The file with its bytes.</param>
/// <param name="Offset">Where they begin in the file.</param>
/// <param name="Length">How many there are.</param>
internal sealed record BlobBlock(string Id, bool Committed, string FileId, long Offset, long Length);
