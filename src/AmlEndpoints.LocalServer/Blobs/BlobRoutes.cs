using System.Globalization;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The blob service: <c>/account/container/blob</c> (path style), as Azure Storage's clients speak to it.</summary>
internal static class BlobRoutes
{
    /// <summary>The version that answers a request which names none.</summary>
    private const string DefaultVersion = "2021-12-02";

    /// <summary>Maps <c>/{account}/…</c>, every method of it.</summary>
    public static void MapBlobs(this IEndpointRouteBuilder routes, BlobStore store, BlobAccount account)
    {
        BlobReads reads = new(store, account);
        BlobWrites writes = new(store);
        BlobSharedKey sharedKey = new(account);
        BlobSas sas = new(account);
        RequestDelegate answer = context => AnswerAsync(context, async () =>
        {
            BlobTarget target = BlobTarget.Of(context, account);
            BlobRequest request = new(context, target, Authenticate(context.Request, target, sharedKey, sas));
            await AnswerAsync(request, reads, writes, account).ConfigureAwait(false);
        });
        routes.Map($"/{account.Name}/{{**path}}", answer);
    }

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        HttpResponse response = context.Response;
        response.Headers[BlobHeaders.RequestId] = Guid.NewGuid().ToString();
        response.Headers[BlobHeaders.Version] = DefaultVersion;
        try
        {
            Echo(context);
            await answer().ConfigureAwait(false);
        }
        catch (BlobException error) when (!response.HasStarted)
        {
            response.StatusCode = error.Status;
            response.Headers[BlobHeaders.ErrorCode] = error.Code;
            if (error.Status == StatusCodes.Status401Unauthorized)
            {
                response.Headers.WWWAuthenticate = "SharedKey";
            }

            if (!HttpMethods.IsHead(context.Request.Method) && error.Status != StatusCodes.Status304NotModified)
            {
                await BlobXml.AnswerAsync(response, xml => BlobXml.WriteError(xml, error)).ConfigureAwait(false);
            }
        }
    }

    // Clients compare the id with what they sent; the version is theirs, as each of our answers is the same in all.
    private static void Echo(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (BlobHeaders.Text(headers, BlobHeaders.ClientRequestId) is string id)
        {
            context.Response.Headers[BlobHeaders.ClientRequestId] = id;
        }

        if (BlobHeaders.Text(headers, BlobHeaders.Version) is string version)
        {
            context.Response.Headers[BlobHeaders.Version] = DateOnly.TryParseExact(
                version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? version
                : throw BlobErrors.InvalidHeaderValue(BlobHeaders.Version, "it must be a version like 2021-12-02.");
        }
    }

    private static BlobPermissions Authenticate(HttpRequest request, BlobTarget target, BlobSharedKey sharedKey, BlobSas sas)
    {
        if (request.Headers.Authorization.Count > 0)
        {
            sharedKey.Check(request, target);
            return BlobPermissions.All;
        }

        return request.Query.ContainsKey("sig") ? sas.Check(request.Query) : throw BlobErrors.NoAuthenticationInformation();
    }

    private static Task AnswerAsync(BlobRequest request, BlobReads reads, BlobWrites writes, BlobAccount account)
    {
        if (request.Target.Container.Length > 0 && request.Target.Container != account.Container)
        {
            throw BlobErrors.ContainerNotFound(request.Target.Container, account);
        }

        (BlobPermissions needed, Func<BlobRequest, Task> answer) = Find(request, reads, writes);
        if ((request.Permissions & needed) == BlobPermissions.None)
        {
            throw BlobErrors.AuthorizationPermissionMismatch(needed);
        }

        request.RefuseUnknown();
        return answer(request);
    }

    /// <summary>Every operation, with the permissions of which one is enough.</summary>
    private static (BlobPermissions Needed, Func<BlobRequest, Task> Answer) Find(BlobRequest request, BlobReads reads, BlobWrites writes)
    {
        string level = request.Name.Length > 0 ? "blob" : request.Target.Container.Length > 0 ? request.Parameter("restype") ?? "?" : "account";
        string? comp = request.Parameter("comp");
        return (request.Http.Method, level, comp) switch
        {
            ("GET", "blob", null) => (BlobPermissions.Read, reads.GetBlobAsync),
            ("HEAD", "blob", null) => (BlobPermissions.Read, reads.GetPropertiesAsync),
            ("GET", "blob", "blocklist") => (BlobPermissions.Read, reads.GetBlockListAsync),
            ("PUT", "blob", null) => (BlobPermissions.Create | BlobPermissions.Write, writes.PutBlobAsync),
            ("PUT", "blob", "block") => (BlobPermissions.Write, writes.PutBlockAsync),
            ("PUT", "blob", "blocklist") => (BlobPermissions.Write, writes.PutBlockListAsync),
            ("PUT", "blob", "metadata") => (BlobPermissions.Write, writes.SetMetadataAsync),
            ("DELETE", "blob", null) => (BlobPermissions.Delete, writes.DeleteAsync),
            ("GET" or "HEAD", "container", null) => (BlobPermissions.Account, reads.GetContainerAsync),
            ("PUT", "container", null) => (BlobPermissions.Account, _ => throw BlobErrors.ContainerAlreadyExists(request.Target.Container)),
            ("GET", "container", "list") => (BlobPermissions.List, reads.ListAsync),
            ("GET" or "HEAD" or "PUT" or "DELETE" or "POST" or "OPTIONS", _, _) => throw BlobErrors.NotImplemented(
                $"{request.Http.Method} of {(level == "blob" ? "a blob" : "a container or the account")}"
                + (comp is null ? "" : $" with comp={comp}")),
            _ => throw BlobErrors.UnsupportedHttpVerb(request.Http.Method),
        };
    }
}
