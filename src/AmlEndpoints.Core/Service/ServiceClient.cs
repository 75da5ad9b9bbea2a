using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Service;

/// <summary>Sends requests to a workspace and reads the answers. Everything that goes wrong becomes an <see cref="AmlServiceException"/>.</summary>
internal sealed class ServiceClient(WorkspaceAddress address, HttpPipeline pipeline, TimeProvider time)
{
    /// <summary>The protocol's version that is spoken (spec: stable/2024-04-01/mfe.json).</summary>
    public const string ApiVersion = "2024-04-01";

    /// <summary>The workspace.</summary>
    public WorkspaceAddress Address => address;

    /// <summary>The clock for waiting.</summary>
    public TimeProvider Time => time;

    /// <summary>Gets a resource.</summary>
    public async Task<JsonObject> GetAsync(string purpose, IReadOnlyList<string> path, CancellationToken cancellationToken) =>
        Required(await SendAsync(new ServiceRequest(RequestMethod.Get, purpose, path), cancellationToken).ConfigureAwait(false), purpose);

    /// <summary>Gets a resource, or null when there is none.</summary>
    public async Task<JsonObject?> TryGetAsync(string purpose, IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(purpose, path, cancellationToken).ConfigureAwait(false);
        }
        catch (AmlServiceException error) when (error.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Posts to an action of a resource that answers with a JSON object.</summary>
    public async Task<JsonObject> PostAsync(string purpose, IReadOnlyList<string> path, JsonObject? body, CancellationToken cancellationToken) =>
        Required(await SendAsync(new ServiceRequest(RequestMethod.Post, purpose, path) { Body = body }, cancellationToken).ConfigureAwait(false), purpose);

    /// <summary>Lists resources, page after page.</summary>
    public async IAsyncEnumerable<JsonObject> ListAsync(
        string purpose, IReadOnlyList<string> path, IReadOnlyList<(string Name, string? Value)> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServiceResponse page = await SendAsync(new ServiceRequest(RequestMethod.Get, purpose, path) { Query = query }, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            foreach (JsonNode? item in page.Body.Member("value") as JsonArray ?? throw NotJson(purpose, page.Status))
            {
                yield return item as JsonObject ?? throw NotJson(purpose, page.Status);
            }

            if (page.Body.Text("nextLink") is not { Length: > 0 } next)
            {
                yield break;
            }

            page = await GetLinkAsync(purpose, next, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request.</summary>
    /// <returns>An answer below 300; all others are errors.</returns>
    public Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        IEnumerable<(string Name, string? Value)> query = request.Query.Prepend((Name: "api-version", Value: ApiVersion)).Where(item => item.Value is not null);
        string parameters = string.Join('&', query.Select(item => $"{item.Name}={Uri.EscapeDataString(item.Value!)}"));
        return SendAsync(request.Method, request.Purpose, new Uri(address.BaseUri, $"{address.IdOf(request.Path)}?{parameters}"), request.Body, cancellationToken);
    }

    /// <summary>Gets what an answer pointed to, such as the next page or the status of an operation. The link is followed as it is.</summary>
    /// <exception cref="AmlServiceException">Also when the link leads to another service: that must not see the token.</exception>
    public Task<ServiceResponse> GetLinkAsync(string purpose, string link, CancellationToken cancellationToken)
    {
        Uri uri = new(address.BaseUri, link);
        bool trusted = address.IsLoopback
            ? uri.IsLoopback && uri.Port == address.BaseUri.Port
            : uri.Scheme == Uri.UriSchemeHttps && (uri.Host == address.BaseUri.Host || uri.Host.EndsWith("." + address.BaseUri.Host, StringComparison.OrdinalIgnoreCase));
        return trusted
            ? SendAsync(RequestMethod.Get, purpose, uri, null, cancellationToken)
            : throw new AmlServiceException(ServiceErrors.UntrustedAddress, purpose, $"the answer points to {uri.Authority}, which is not {address.BaseUri.Authority}, and the token is not sent there.");
    }

    private async Task<ServiceResponse> SendAsync(RequestMethod method, string purpose, Uri uri, JsonObject? body, CancellationToken cancellationToken)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        }
        else if (method == RequestMethod.Post)
        {
            // Actions without parameters have an empty body with its length.
            message.Request.Content = RequestContent.Create(Array.Empty<byte>());
        }

        try
        {
            await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsTransport(error) && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(purpose, error);
        }

        return message.Response.Status < 300 ? ServiceResponse.From(message.Response, time.GetUtcNow()) : throw Refused(purpose, message.Response);
    }

    private static bool IsTransport(Exception error) => error is RequestFailedException or IOException or OperationCanceledException
        || (error is AggregateException all && all.InnerExceptions.All(IsTransport));

    private AmlServiceException Unreachable(string purpose, Exception error)
    {
        Exception last = (error as AggregateException)?.InnerExceptions[^1] ?? error;
        string why = last is OperationCanceledException ? "it took too long" : last.Message.TrimEnd('.');
        string advice = address.IsLoopback ? "The local workspace may have been stopped: connect to it again." : "Check the network, a proxy or a firewall.";
        return new AmlServiceException(ServiceErrors.Unreachable, purpose, $"{address.BaseUri.Authority} does not answer ({why}). {advice}", innerException: error);
    }

    private AmlServiceException Refused(string purpose, Response response)
    {
        ArmError error = ArmError.Read(WireJson.TryParse(response.Content), response.Status);
        TimeSpan? retryAfter = RetryAfter.Parse(ServiceResponse.Header(response, "Retry-After"), time.GetUtcNow());
        string? id = ServiceResponse.Header(response, "x-ms-correlation-request-id") ?? ServiceResponse.Header(response, "x-ms-request-id");
        return new AmlServiceException(error.Code, purpose, error.Message + ServiceAdvice.For(response.Status, retryAfter), response.Status, error.Target, id);
    }

    private JsonObject Required(ServiceResponse response, string purpose) => response.Body ?? throw NotJson(purpose, response.Status);

    private AmlServiceException NotJson(string purpose, int status) => new(
        ServiceErrors.InvalidResponse, purpose, $"{address.BaseUri.Authority} gave an answer that is not one of the Azure Machine Learning service. Check the address; a proxy may have answered.", status);
}
