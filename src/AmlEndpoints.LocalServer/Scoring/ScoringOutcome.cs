
namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>How a run ended, as the front end sees it.</summary>
/// <param name="StatusCode">200; 408, 424, 429; or 499 when the caller went away.</param>
/// <param name="Refusal">For 424: what the container says.</param>
/// <param name="Elapsed">How long the model took.</param>
internal readonly record struct ScoringOutcome(int StatusCode, Refusal? Refusal = null, TimeSpan Elapsed = default)
{
    /// <summary>More requests are pending than may be.</summary>
    public static ScoringOutcome TooManyPending => new(StatusCodes.Status429TooManyRequests);

    /// <summary>The request timeout is over.</summary>
    public static ScoringOutcome TimedOut(TimeSpan elapsed) => new(StatusCodes.Status408RequestTimeout, Elapsed: elapsed);

    /// <summary>The caller went away.</summary>
    public static ScoringOutcome Gone(TimeSpan elapsed) => new(StatusCodes.Status499ClientClosedRequest, Elapsed: elapsed);

    /// <summary>The container answered, or refused.</summary>
    public static ScoringOutcome Of(Refusal? refusal, TimeSpan elapsed) =>
        new(refusal is null ? StatusCodes.Status200OK : StatusCodes.Status424FailedDependency, refusal, elapsed);
}
