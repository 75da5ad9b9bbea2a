using Microsoft.AspNetCore.Http.Features;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// What a request is about: <c>/account/container/blob</c>, taken from the target as it was sent. ASP.NET Core's decoded path
/// would not do: it keeps <c>%2F</c> and decodes <c>%252F</c> to the same, and resolves <c>..</c>.
/// </summary>
/// <param name="Path">The path as sent, which is what a SharedKey signature covers.</param>
/// <param name="Container">The container, or empty for the account.</param>
/// <param name="Blob">The blob's name, or empty for the container.</param>
internal sealed record BlobTarget(string Path, string Container, string Blob)
{
    /// <summary>Reads the target of a request.</summary>
    /// <exception cref="BlobException">It is no path of the account, or its last part cannot be a blob's name.</exception>
    public static BlobTarget Of(HttpContext context, BlobAccount account)
    {
        string path = PathOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        string[] parts = path.Split('/', 4);
        if (parts.Length < 2 || parts[0].Length > 0 || parts[1] != account.Name)
        {
            throw BlobErrors.InvalidUri($"its path must begin with '/{account.Name}/'.");
        }

        string container = parts.Length > 2 ? BlobName.Decode(parts[2]) : "";
        string blob = parts.Length > 3 ? BlobName.Decode(parts[3]) : "";
        if (blob.Length > 0)
        {
            BlobName.Check(blob);
        }

        return new BlobTarget(path, container, blob);
    }

    // A target may be a whole URI (RFC 9112, 3.2.2).
    private static string PathOf(string target)
    {
        string path = target.Split('?', 2)[0];
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || path.StartsWith('/'))
        {
            return path;
        }

        int slash = path.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : path[slash..];
    }
}
