using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The operations that change nothing.</summary>
internal sealed class BlobReads(BlobStore store, BlobAccount account)
{
    private const int CopyBufferSize = 1 << 17;

    /// <summary>Get Blob (https://learn.microsoft.com/rest/api/storageservices/get-blob).</summary>
    public async Task GetBlobAsync(BlobRequest request)
    {
        (BlobProperties blob, Stream content) = store.Open(request.Name) ?? throw BlobErrors.BlobNotFound(request.Name);
        await using (content.ConfigureAwait(false))
        {
            BlobConditions.Of(request.Http).CheckRead(blob);
            BlobRange? part = RangeOf(request, blob);
            BlobRange range = part ?? new BlobRange(0, blob.Length);
            Describe(request.Response, blob);
            request.Response.ContentLength = range.Count;
            if (part is not null)
            {
                request.Response.StatusCode = StatusCodes.Status206PartialContent;
                request.Response.Headers.ContentRange = string.Create(
                    CultureInfo.InvariantCulture, $"bytes {range.First}-{range.First + range.Count - 1}/{blob.Length}");
            }

            // The MD5 is that of the whole blob: beside a part it has another name.
            if (blob.ContentMd5 is not null)
            {
                request.Response.Headers[part is null ? BlobHeaders.ContentMd5 : BlobHeaders.BlobContentMd5] = blob.ContentMd5;
            }

            content.Position = range.First;
            await StreamCopyOperation.CopyToAsync(content, request.Response.Body, range.Count, CopyBufferSize, request.Aborted).ConfigureAwait(false);
        }
    }

    /// <summary>Get Blob Properties (https://learn.microsoft.com/rest/api/storageservices/get-blob-properties).</summary>
    public Task GetPropertiesAsync(BlobRequest request)
    {
        BlobProperties blob = store.Find(request.Name) ?? throw BlobErrors.BlobNotFound(request.Name);
        BlobConditions.Of(request.Http).CheckRead(blob);
        Describe(request.Response, blob);
        request.Response.ContentLength = blob.Length;
        if (blob.ContentMd5 is not null)
        {
            request.Response.Headers[BlobHeaders.ContentMd5] = blob.ContentMd5;
        }

        return Task.CompletedTask;
    }

    /// <summary>Get Container Properties (https://learn.microsoft.com/rest/api/storageservices/get-container-properties).</summary>
    public Task GetContainerAsync(BlobRequest request)
    {
        request.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"0x{store.CreatedOn.UtcTicks:X}\"");
        request.Response.Headers.LastModified = store.CreatedOn.ToString("R", CultureInfo.InvariantCulture);
        request.Response.Headers[BlobHeaders.LeaseStatus] = "unlocked";
        request.Response.Headers[BlobHeaders.LeaseState] = "available";
        return Task.CompletedTask;
    }

    /// <summary>List Blobs (https://learn.microsoft.com/rest/api/storageservices/list-blobs).</summary>
    public Task ListAsync(BlobRequest request)
    {
        BlobListing listing = BlobListing.Of(request);
        string endpoint = $"{request.Http.Scheme}://{request.Http.Host}/{account.Name}/";
        return BlobXml.AnswerAsync(request.Response, xml => BlobXml.WriteListing(xml, listing, listing.Find(store), endpoint, account.Container));
    }

    /// <summary>Get Block List (https://learn.microsoft.com/rest/api/storageservices/get-block-list).</summary>
    public Task GetBlockListAsync(BlobRequest request)
    {
        string type = request.Parameter("blocklisttype") ?? "committed";
        if (type is not ("committed" or "uncommitted" or "all"))
        {
            throw BlobErrors.InvalidQueryParameterValue("blocklisttype", "it must be committed, uncommitted or all.");
        }

        BlobProperties? blob = store.Find(request.Name);
        IReadOnlyList<BlobBlock> blocks = store.Blocks(request.Name);
        if (blob is null && blocks.Count == 0)
        {
            throw BlobErrors.BlobNotFound(request.Name);
        }

        if (blob is not null)
        {
            request.Response.Headers.ETag = blob.ETag;
            request.Response.Headers.LastModified = blob.LastModified.ToString("R", CultureInfo.InvariantCulture);
            request.Response.Headers["x-ms-blob-content-length"] = blob.Length.ToString(CultureInfo.InvariantCulture);
        }

        return BlobXml.AnswerAsync(request.Response, xml => BlobXml.WriteBlocks(xml, blocks, type));
    }

    private static BlobRange? RangeOf(BlobRequest request, BlobProperties blob)
    {
        try
        {
            return BlobRange.Of(request.Http, blob.Length);
        }
        catch (BlobException error) when (error.Status == StatusCodes.Status416RangeNotSatisfiable)
        {
            request.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{blob.Length}");
            throw;
        }
    }

    private static void Describe(HttpResponse response, BlobProperties blob)
    {
        IHeaderDictionary headers = response.Headers;
        response.ContentType = blob.ContentType;
        headers.ETag = blob.ETag;
        headers.LastModified = blob.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        headers[BlobHeaders.BlobType] = "BlockBlob";
        headers[BlobHeaders.CreationTime] = blob.CreatedOn.ToString("R", CultureInfo.InvariantCulture);
        headers[BlobHeaders.LeaseStatus] = "unlocked";
        headers[BlobHeaders.LeaseState] = "available";
        foreach ((string name, string value) in blob.HttpHeaders)
        {
            headers[name] = value;
        }

        foreach ((string name, string value) in blob.Metadata)
        {
            headers[BlobHeaders.MetadataPrefix + name] = value;
        }
    }
}
