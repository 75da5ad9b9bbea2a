
namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>A request that was found to be what it says: what it is about, and what its sender may do.</summary>
internal sealed record BlobRequest(HttpContext Context, BlobTarget Target, BlobPermissions Permissions)
{
    /// <summary>The parameters that the operations know; a SAS has its own.</summary>
    private static readonly HashSet<string> KnownParameters = new(
        ["comp", "restype", "prefix", "delimiter", "marker", "maxresults", "include", "blockid", "blocklisttype", "timeout", .. BlobSas.Parameters],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The blob's name.</summary>
    public string Name => Target.Blob;

    /// <summary>What was sent.</summary>
    public HttpRequest Http => Context.Request;

    /// <summary>What is answered.</summary>
    public HttpResponse Response => Context.Response;

    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>A query parameter, or null where it is absent or empty.</summary>
    public string? Parameter(string name) => Http.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Refuses what would change the operation and would be ignored.</summary>
    /// <exception cref="BlobException">501.</exception>
    public void RefuseUnknown()
    {
        BlobHeaders.RefuseUnknown(Http.Headers);
        if (Http.Query.Keys.FirstOrDefault(name => !KnownParameters.Contains(name)) is string unknown)
        {
            throw BlobErrors.NotImplemented($"the query parameter {unknown}");
        }
    }
}
