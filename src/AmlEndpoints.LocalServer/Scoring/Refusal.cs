
namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Why the container of a deployment would not answer a request; the codes and the first words of the messages are azmlinfsrv's.</summary>
/// <param name="StatusCode">The container's own status code; the caller sees 424.</param>
/// <param name="Reason">The kind of problem for the log; nothing that the caller sent.</param>
/// <param name="Message">What is wrong and what to do, for the caller.</param>
internal sealed record Refusal(int StatusCode, string Reason, string Message)
{
    /// <summary>The container only knows GET, POST and OPTIONS.</summary>
    public static Refusal MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "method", "Method not allowed. Send the request with POST.");

    /// <summary>A body that does not say that it is JSON.</summary>
    public static Refusal UnsupportedMediaType { get; } =
        new(StatusCodes.Status415UnsupportedMediaType, "content type", "Expects Content-Type to be application/json");

    /// <summary>An address that the container does not have.</summary>
    public static Refusal NotFound { get; } =
        new(StatusCodes.Status404NotFound, "path", "The requested URL was not found on the server. There are /score, /swagger.json and /.");

    /// <summary>What nobody foresaw.</summary>
    public static Refusal Unexpected { get; } =
        new(StatusCodes.Status500InternalServerError, "unexpected", "An unexpected error occurred in scoring script. Check the logs for more info.");

    /// <summary>A swagger document that there is not.</summary>
    public static Refusal SwaggerVersion(string version) =>
        new(StatusCodes.Status404NotFound, "swagger version", $"Swagger version [{version}] is not valid. Supported versions: [2, 3, 3.1].");

    /// <summary>A request that is not what the container expects.</summary>
    public static Refusal BadRequest(string reason, string message) => new(StatusCodes.Status400BadRequest, reason, message);

    /// <summary>Input that the model does not take.</summary>
    public static Refusal Model(string reason, string message) => new(StatusCodes.Status500InternalServerError, reason, message);
}
