namespace AmlEndpoints.Datastores;

/// <summary>How far an upload or a download is.</summary>
/// <param name="Phase">What is going on.</param>
/// <param name="Bytes">The bytes that were transferred.</param>
/// <param name="TotalBytes">The bytes there are to transfer.</param>
/// <param name="TotalFiles">The number of files there are to transfer.</param>
public sealed record TransferProgress(TransferPhase Phase, long Bytes, long TotalBytes, int TotalFiles);
