namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>Bytes that are on the disk and belong to no blob yet.</summary>
/// <param name="Id">The file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Md5">Their MD5.</param>
internal sealed record WrittenFile(string Id, long Length, byte[] Md5);
