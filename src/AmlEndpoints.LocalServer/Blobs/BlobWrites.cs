using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The operations that change a blob.</summary>
internal sealed class BlobWrites(BlobStore store)
{
    // Azure's limits since version 2019-12-12
    // (https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs).
    private const long BlobLimit = 5000L << 20;
    private const long BlockLimit = 4000L << 20;

    /// <summary>Room for the longest list of blocks.</summary>
    private const long BlockListLimit = 8L << 20;

    private const int BlockIdLimit = 64;

    /// <summary>Put Blob (https://learn.microsoft.com/rest/api/storageservices/put-blob).</summary>
    public async Task PutBlobAsync(BlobRequest request)
    {
        IHeaderDictionary headers = request.Http.Headers;
        string type = BlobHeaders.Text(headers, BlobHeaders.BlobType) ?? throw BlobErrors.MissingRequiredHeader(BlobHeaders.BlobType);
        if (type != "BlockBlob")
        {
            throw BlobErrors.NotImplemented($"blobs of the type {type}");
        }

        byte[]? sent = BlobHeaders.Md5(headers, BlobHeaders.ContentMd5);
        byte[]? kept = BlobHeaders.Md5(headers, BlobHeaders.BlobContentMd5);
        if (sent is not null && kept is not null && !sent.AsSpan().SequenceEqual(kept))
        {
            throw BlobErrors.Md5Mismatch();
        }

        BlobWrite write = WriteOf(request, BlobHeaders.Text(headers, "Content-Type")) with { Md5 = sent ?? kept };

        // Before the body, so that nobody waits for an upload that cannot succeed; and again when it is committed.
        write.Conditions.CheckPut(store.Find(request.Name));
        BlobProperties blob = await store.PutAsync(write, Body(request, BlobLimit), request.Aborted).ConfigureAwait(false);
        request.Response.Headers[BlobHeaders.ContentMd5] = blob.ContentMd5;
        AnswerChanged(request.Response, StatusCodes.Status201Created, blob);
    }

    /// <summary>Put Block (https://learn.microsoft.com/rest/api/storageservices/put-block).</summary>
    public async Task PutBlockAsync(BlobRequest request)
    {
        string id = request.Parameter("blockid") ?? throw BlobErrors.MissingRequiredQueryParameter("blockid");
        if (!Convert.TryFromBase64String(id, new byte[id.Length], out int length) || length > BlockIdLimit)
        {
            throw BlobErrors.InvalidQueryParameterValue("blockid", $"it must be the Base64 text of at most {BlockIdLimit} bytes.");
        }

        byte[]? md5 = BlobHeaders.Md5(request.Http.Headers, BlobHeaders.ContentMd5);
        Stream body = Body(request, BlockLimit);
        if (request.Http.ContentLength == 0)
        {
            throw BlobErrors.InvalidHeaderValue("Content-Length", "a block must have at least one byte.");
        }

        byte[] written = await store.PutBlockAsync(request.Name, id, body, md5, request.Aborted).ConfigureAwait(false);
        request.Response.StatusCode = StatusCodes.Status201Created;
        request.Response.Headers[BlobHeaders.ContentMd5] = Convert.ToBase64String(written);
    }

    /// <summary>Put Block List (https://learn.microsoft.com/rest/api/storageservices/put-block-list).</summary>
    public async Task PutBlockListAsync(BlobRequest request)
    {
        using MemoryStream xml = new();
        await Body(request, BlockListLimit).CopyToAsync(xml, request.Aborted).ConfigureAwait(false);
        xml.Position = 0;
        byte[] md5 = Md5Of(xml);
        if (BlobHeaders.Md5(request.Http.Headers, BlobHeaders.ContentMd5) is byte[] sent && !sent.AsSpan().SequenceEqual(md5))
        {
            throw BlobErrors.Md5Mismatch();
        }

        xml.Position = 0;
        List<BlockReference> list = BlockList.Parse(xml);
        BlobWrite write = WriteOf(request, null) with { Md5 = BlobHeaders.Md5(request.Http.Headers, BlobHeaders.BlobContentMd5) };
        BlobProperties blob = await store.PutBlockListAsync(write, list, request.Aborted).ConfigureAwait(false);

        // That of the request's body, not of the blob: clients compare.
        request.Response.Headers[BlobHeaders.ContentMd5] = Convert.ToBase64String(md5);
        AnswerChanged(request.Response, StatusCodes.Status201Created, blob);
    }

    /// <summary>Set Blob Metadata (https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata).</summary>
    public Task SetMetadataAsync(BlobRequest request)
    {
        BlobProperties blob = store.SetMetadata(request.Name, BlobHeaders.Metadata(request.Http.Headers), BlobConditions.Of(request.Http));
        AnswerChanged(request.Response, StatusCodes.Status200OK, blob);
        return Task.CompletedTask;
    }

    /// <summary>Delete Blob (https://learn.microsoft.com/rest/api/storageservices/delete-blob).</summary>
    public Task DeleteAsync(BlobRequest request)
    {
        if (BlobHeaders.Text(request.Http.Headers, BlobHeaders.DeleteSnapshots) is not (null or "include"))
        {
            throw BlobErrors.NotImplemented("snapshots");
        }

        if (!store.Delete(request.Name, BlobConditions.Of(request.Http)))
        {
            throw BlobErrors.BlobNotFound(request.Name);
        }

        request.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    [SuppressMessage("Security", "CA5351:Do not use broken cryptographic algorithms",
        Justification = "Content-MD5 finds damage, it keeps nothing secret.")]
    private static byte[] Md5Of(Stream stream) => MD5.HashData(stream);

    // Kestrel's own limit is meant for requests that are read into memory.
    private static Stream Body(BlobRequest request, long limit)
    {
        long length = request.Http.ContentLength ?? throw BlobErrors.MissingContentLength();
        if (length > limit)
        {
            throw BlobErrors.RequestBodyTooLarge(limit);
        }

        if (request.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }

        return request.Http.Body;
    }

    private static BlobWrite WriteOf(BlobRequest request, string? contentType)
    {
        IHeaderDictionary headers = request.Http.Headers;
        Dictionary<string, string> kept = [];
        foreach ((string name, string requestName) in BlobHeaders.Kept)
        {
            if (BlobHeaders.Text(headers, requestName) is string value)
            {
                kept[name] = value;
            }
        }

        return new BlobWrite(request.Name)
        {
            ContentType = BlobHeaders.Text(headers, BlobHeaders.BlobContentType) ?? contentType ?? BlobProperties.DefaultContentType,
            HttpHeaders = kept,
            Metadata = BlobHeaders.Metadata(headers),
            Conditions = BlobConditions.Of(request.Http) with { CreateOnly = !request.Permissions.HasFlag(BlobPermissions.Write) },
        };
    }

    private static void AnswerChanged(HttpResponse response, int status, BlobProperties blob)
    {
        response.StatusCode = status;
        response.Headers.ETag = blob.ETag;
        response.Headers.LastModified = blob.LastModified.ToString("R", CultureInfo.InvariantCulture);
    }
}
