using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AmlEndpoints.Datastores;

/// <summary>
/// The SHA-256 hash that goes with a code asset (<c>get_content_hash</c> in azure-ai-ml's <c>_asset_utils.py</c>): the number of files, then
/// each one's name and size, then their contents.
/// </summary>
internal static class CodeHash
{
    /// <summary>The version of the rule, the asset's property <c>hash_version</c>.</summary>
    public const string Version = "202208";

    /// <summary>Reads all files once more.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Compute(UploadSource source, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        UploadFile[] files = [.. source.Files.OrderBy(file => file.Name.ToLowerInvariant(), CodePointOrder.Instance)];
        Append(hash, files.Length);
        foreach (UploadFile file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"#{file.Name}#"));
            Append(hash, file.Length);
        }

        byte[] buffer = new byte[1 << 20];
        foreach (UploadFile file in files)
        {
            FileContent.Append(hash, file.Path, buffer, cancellationToken);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    private static void Append(IncrementalHash hash, long number) => hash.AppendData(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}
