using System.Buffers;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The headers that every answer of an endpoint has (Microsoft Learn, "Troubleshoot online endpoints deployment", tracing headers).</summary>
internal static class ScoringHeaders
{
    /// <summary>Names the deployment that a caller wants, and the one that answered.</summary>
    public const string Deployment = "azureml-model-deployment";

    private const string RequestId = "x-request-id";
    private const string ClientRequestId = "x-ms-client-request-id";
    private const int LongestClientRequestId = 40;

    private static readonly SearchValues<char> _inClientRequestId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Sets them.</summary>
    /// <returns>The x-request-id: always made here, whatever the caller sent.</returns>
    public static string Begin(HttpContext context)
    {
        string requestId = Guid.NewGuid().ToString();
        IHeaderDictionary headers = context.Response.Headers;
        headers.Server = "azureml-frontdoor";
        headers[RequestId] = requestId;
        string? clientRequestId = ClientRequestIdOf(context.Request);
        headers["x-ms-request-id"] = clientRequestId ?? requestId;
        if (clientRequestId is not null)
        {
            headers[ClientRequestId] = clientRequestId;
        }

        return requestId;
    }

    // One with other characters is not taken; a long one is cut.
    private static string? ClientRequestIdOf(HttpRequest request)
    {
        string? given = request.Headers[ClientRequestId];
        return string.IsNullOrEmpty(given) || given.AsSpan().ContainsAnyExcept(_inClientRequestId) ? null
            : given.Length > LongestClientRequestId ? given[..LongestClientRequestId]
            : given;
    }
}
