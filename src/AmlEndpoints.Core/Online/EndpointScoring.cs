using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>Sends requests to an online endpoint. It may be used by many threads.</summary>
public sealed class EndpointScoring
{
    private const int MostAttempts = 6;

    // A managed endpoint ends a request after 180 s at most.
    private static readonly HttpClient _remote = Client(useProxy: true);
    private static readonly HttpClient _direct = Client(useProxy: false);
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(10);

    private readonly Uri _uri;
    private readonly string _purpose;
    private readonly string? _deploymentName;
    private readonly Func<CancellationToken, Task<EndpointCredential>> _renew;
    private readonly TimeProvider _time;
    private readonly object _renewing = new();
    private Task<EndpointCredential>? _credential;

    private EndpointScoring(Uri uri, string purpose, string? deploymentName, TimeProvider time, Func<CancellationToken, Task<EndpointCredential>> renew)
    {
        (_uri, _purpose, _deploymentName, _time, _renew) = (uri, purpose, deploymentName, time, renew);
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        {
            throw new AmlServiceException(ServiceErrors.UntrustedAddress, purpose, "a key or token is sent over http only to this machine (127.0.0.1). Use an https address.");
        }
    }

    /// <summary>Prepares requests to an endpoint of the workspace. Its credential is got, and renewed, as its mode is.</summary>
    /// <param name="connection">The workspace.</param>
    /// <param name="endpointName">The endpoint.</param>
    /// <param name="deploymentName">The deployment to answer, whatever the traffic is; null for the traffic's choice.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AmlServiceException">There is no such endpoint or deployment, or it is not ready.</exception>
    public static async Task<EndpointScoring> ConnectAsync(WorkspaceConnection connection, string endpointName, string? deploymentName, CancellationToken cancellationToken)
    {
        OnlineEndpointClient endpoints = new(connection);
        OnlineEndpoint endpoint = await endpoints.GetAsync(endpointName, cancellationToken).ConfigureAwait(false);
        string purpose = $"get predictions of {OnlineEndpointClient.Called(endpointName)}";
        if (deploymentName is not null)
        {
            // The endpoint would answer a wrong name with 404, as if it had no traffic.
            deploymentName = (await new OnlineDeploymentClient(connection).GetAsync(endpointName, deploymentName, cancellationToken).ConfigureAwait(false)).Name;
        }

        Uri uri = endpoint.ScoringUri ?? throw new AmlServiceException(
            ServiceErrors.InvalidState, purpose, $"it has no scoring address yet: its provisioning state is {endpoint.ProvisioningState}. Wait until it is Succeeded.");
        return new EndpointScoring(uri, purpose, deploymentName, connection.Client.Time, token => endpoints.GetCredentialAsync(endpoint, token));
    }

    /// <summary>Prepares requests to an address.</summary>
    /// <param name="scoringUri">The endpoint's scoring address.</param>
    /// <param name="credential">What opens it.</param>
    /// <param name="deploymentName">The deployment to answer; null for the traffic's choice.</param>
    /// <exception cref="AmlServiceException">The address is neither https nor on this machine.</exception>
    public static EndpointScoring At(Uri scoringUri, EndpointCredential credential, string? deploymentName) =>
        new(scoringUri, $"get predictions of {scoringUri.Authority}", deploymentName, TimeProvider.System, _ => Task.FromResult(credential));

    /// <summary>Sends a request. It is sent again when the endpoint is busy (429, 503), after the time that the answer asks for, and once with a new token after 401.</summary>
    /// <param name="body">The request.</param>
    /// <param name="mediaType">What it is: <c>application/json</c> or <c>text/csv</c>.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AmlServiceException">The endpoint refused it, failed, or does not answer.</exception>
    public async Task<ScoringResponse> ScoreAsync(ReadOnlyMemory<byte> body, string mediaType, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        PollSchedule schedule = new(_firstDelay, _longestDelay);
        bool renewed = false;
        for (int attempt = 1; ; attempt++)
        {
            EndpointCredential credential = await CredentialAsync(null, cancellationToken).ConfigureAwait(false);
            using HttpResponseMessage response = await SendAsync(body, mediaType, credential, cancellationToken).ConfigureAwait(false);
            byte[] answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return new ScoringResponse(answer, ScoringErrors.Header(response, "azureml-model-deployment"), ScoringErrors.Header(response, "x-request-id"), watch.Elapsed, attempt);
            }

            if (response.StatusCode == HttpStatusCode.Unauthorized && !renewed && attempt < MostAttempts)
            {
                // The key may have been replaced, or the token may have ended, since it was got.
                renewed = true;
                if ((await CredentialAsync(credential, cancellationToken).ConfigureAwait(false)).Bearer != credential.Bearer)
                {
                    continue;
                }
            }

            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == MostAttempts)
            {
                throw ScoringErrors.From(_purpose, response, answer);
            }

            TimeSpan? asked = RetryAfter.Parse(ScoringErrors.Header(response, "Retry-After"), _time.GetUtcNow());
            await Task.Delay(schedule.Next(asked), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Requests side by side get one credential together.
    private Task<EndpointCredential> CredentialAsync(EndpointCredential? refused, CancellationToken cancellationToken)
    {
        lock (_renewing)
        {
            return _credential is { IsFaulted: false, IsCanceled: false } present && !IsOver(present, refused) ? present : _credential = _renew(cancellationToken);
        }
    }

    private bool IsOver(Task<EndpointCredential> present, EndpointCredential? refused) =>
        present.IsCompletedSuccessfully && (ReferenceEquals(present.Result, refused) || present.Result.RefreshAfter <= _time.GetUtcNow());

    private async Task<HttpResponseMessage> SendAsync(ReadOnlyMemory<byte> body, string mediaType, EndpointCredential credential, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _uri) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (!request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {credential.Bearer}") || credential.Bearer.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, _purpose, "the key or token has characters that none can have. Give it as it was got.");
        }

        if (_deploymentName is not null)
        {
            request.Headers.TryAddWithoutValidation("azureml-model-deployment", _deploymentName);
        }

        try
        {
            return await (_uri.IsLoopback ? _direct : _remote).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsTransport(error) && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(error);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsTransport(error) && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(error);
        }
    }

    private static bool IsTransport(Exception error) => error is HttpRequestException or IOException or OperationCanceledException;

    private AmlServiceException Unreachable(Exception error) => new(
        ServiceErrors.Unreachable,
        _purpose,
        $"{_uri.Authority} does not answer ({(error is OperationCanceledException ? "it took too long" : error.Message.TrimEnd('.'))}). Check the address and the network{(_uri.IsLoopback ? ", and that the local workspace runs" : "")}.",
        innerException: error);

    private static HttpClient Client(bool useProxy) => new(new SocketsHttpHandler
    {
        UseProxy = useProxy,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        Timeout = TimeSpan.FromSeconds(200),
    };
}
