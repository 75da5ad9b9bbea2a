using System.Security.Cryptography;

namespace AmlEndpoints.Datastores;

/// <summary>Puts the content of a file into a hash.</summary>
internal static class FileContent
{
    /// <summary>Reads the file from its beginning to its end.</summary>
    public static void Append(IncrementalHash hash, string path, byte[] buffer, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }
    }
}
