
namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>The addresses at which endpoints answer. Where Azure ML has a host for each, here each has a folder.</summary>
internal static class ScoringRoutes
{
    private const string Endpoint = "/endpoints/{" + EndpointDoor.EndpointRouteValue + "}";

    /// <summary>The path under which all of an endpoint lies.</summary>
    public static string BasePath(string endpoint) => $"/endpoints/{endpoint}";

    /// <summary>The path of an endpoint's scoringUri.</summary>
    public static string ScoringPath(string endpoint) => $"{BasePath(endpoint)}/score";

    /// <summary>The path of an endpoint's swaggerUri.</summary>
    public static string SwaggerPath(string endpoint) => $"{BasePath(endpoint)}/swagger.json";

    /// <summary>Adds the addresses of all endpoints, there now or later.</summary>
    /// <param name="routes">Where they are added.</param>
    /// <param name="endpoints">What answers.</param>
    /// <param name="tokens">Checks the tokens that callers show.</param>
    /// <param name="time">The clock by which tokens expire.</param>
    public static void MapScoring(this IEndpointRouteBuilder routes, ServingEndpoints endpoints, EndpointTokens tokens, TimeProvider time)
    {
        EndpointCalls calls = new(endpoints, tokens, time);
        // Every method comes here: those that the container does not know are refused as it refuses them.
        routes.Map($"{Endpoint}/score", new RequestDelegate(calls.ScoreAsync));
        routes.Map($"{Endpoint}/swagger.json", new RequestDelegate(calls.SwaggerAsync));
        routes.Map(Endpoint, new RequestDelegate(calls.HealthAsync));
        routes.Map($"{Endpoint}/{{**path}}", new RequestDelegate(calls.NotFoundAsync));
    }
}
