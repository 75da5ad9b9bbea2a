
namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The front of an endpoint: who may come in, and which deployment a request goes to.</summary>
internal sealed class EndpointDoor(ServingEndpoints endpoints, EndpointTokens tokens, TimeProvider time)
{
    /// <summary>The name of the route's part that is the endpoint.</summary>
    public const string EndpointRouteValue = "endpoint";

    /// <summary>The endpoint that a request is for.</summary>
    public static string EndpointOf(HttpRequest request) => (string)request.RouteValues[EndpointRouteValue]!;

    /// <summary>Lets the caller in, or answers 404 or 401.</summary>
    public async ValueTask<bool> TryAdmitAsync(HttpContext context)
    {
        string name = EndpointOf(context.Request);
        if (endpoints.FindState(name) is not { } endpoint)
        {
            await ScoringAnswers.EndpointNotFoundAsync(context.Response, name).ConfigureAwait(false);
            return false;
        }

        if (CallerCheck.Refuse(endpoint, context.Request.Headers.Authorization, tokens, time.GetUtcNow()) is { } reason)
        {
            await ScoringAnswers.UnauthorizedAsync(context.Response, reason).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    /// <summary>Acquires the deployment that the caller names, or else one by the traffic; answers 404 when there is none.</summary>
    /// <returns>The deployment, to be released; null when the caller has been answered.</returns>
    public async ValueTask<Deployment?> TryAcquireAsync(HttpContext context)
    {
        string name = EndpointOf(context.Request);
        string? wanted = Wanted(context.Request);
        // What was picked may be gone before it is acquired; the state it went from is never the newest one, so the next look finds another.
        while (endpoints.FindState(name) is { } endpoint)
        {
            Deployment? picked = wanted is null ? endpoint.Traffic.Pick() : endpoint.Deployments.GetValueOrDefault(wanted);
            if (picked is null)
            {
                await (wanted is null
                    ? ScoringAnswers.NoTrafficAsync(context.Response, endpoint)
                    : ScoringAnswers.DeploymentNotFoundAsync(context.Response, endpoint, wanted)).ConfigureAwait(false);
                return null;
            }

            if (picked.TryAcquire())
            {
                return picked;
            }
        }

        await ScoringAnswers.EndpointNotFoundAsync(context.Response, name).ConfigureAwait(false);
        return null;
    }

    /// <summary>By chance, the mirrored deployment, to be released; never for a request that names its deployment.</summary>
    public Deployment? TryAcquireMirrored(HttpContext context) =>
        Wanted(context.Request) is null
        && endpoints.FindState(EndpointOf(context.Request)) is { } endpoint
        && endpoint.Traffic.ShouldMirror()
        && endpoint.Traffic.Mirrored!.TryAcquire()
            ? endpoint.Traffic.Mirrored
            : null;

    private static string? Wanted(HttpRequest request)
    {
        string? name = request.Headers[ScoringHeaders.Deployment];
        return string.IsNullOrEmpty(name) ? null : name;
    }
}
