
namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// What must hold for an operation to be done
/// (https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations).
/// </summary>
internal sealed record BlobConditions(string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    /// <summary>No conditions.</summary>
    public static readonly BlobConditions None = new(null, null, null, null);

    /// <summary>The caller may create a blob, not replace one.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>The conditional headers of a request.</summary>
    /// <exception cref="BlobException">400 for a time that is none.</exception>
    public static BlobConditions Of(HttpRequest request) => new(
        BlobHeaders.Text(request.Headers, "If-Match"),
        BlobHeaders.Text(request.Headers, "If-None-Match"),
        BlobHeaders.Time(request.Headers, "If-Modified-Since"),
        BlobHeaders.Time(request.Headers, "If-Unmodified-Since"));

    /// <summary>Whether a blob may be put in the place of what is there, which may be nothing.</summary>
    /// <exception cref="BlobException">403, 409 or 412.</exception>
    public void CheckPut(BlobProperties? current)
    {
        if (current is null)
        {
            if (IfMatch is not null)
            {
                throw BlobErrors.ConditionNotMet();
            }

            return;
        }

        if (CreateOnly)
        {
            throw BlobErrors.AuthorizationPermissionMismatch(BlobPermissions.Write);
        }

        if (IfNoneMatch == "*")
        {
            throw BlobErrors.BlobAlreadyExists(current.Name);
        }

        CheckChange(current);
    }

    /// <summary>Whether this blob may be changed or deleted.</summary>
    /// <exception cref="BlobException">412.</exception>
    public void CheckChange(BlobProperties current)
    {
        if (!IsWanted(current) || IsUnchanged(current))
        {
            throw BlobErrors.ConditionNotMet();
        }
    }

    /// <summary>Whether this blob is to be read.</summary>
    /// <exception cref="BlobException">304 or 412.</exception>
    public void CheckRead(BlobProperties current)
    {
        if (!IsWanted(current))
        {
            throw BlobErrors.ConditionNotMet();
        }

        if (IsUnchanged(current))
        {
            throw BlobErrors.NotModified();
        }
    }

    private bool IsWanted(BlobProperties current) =>
        (IfMatch is null || Matches(IfMatch, current)) && (IfUnmodifiedSince is null || current.LastModified <= IfUnmodifiedSince);

    private bool IsUnchanged(BlobProperties current) =>
        (IfNoneMatch is not null && Matches(IfNoneMatch, current)) || (IfModifiedSince is not null && current.LastModified <= IfModifiedSince);

    // Clients send the ETag of a list, which has no quotes, or that of a header.
    private static bool Matches(string condition, BlobProperties current) => condition == "*" || condition.Trim('"') == current.ETag.Trim('"');
}
