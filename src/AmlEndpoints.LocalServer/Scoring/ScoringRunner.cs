using System.Diagnostics;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Runs requests on a deployment: lets them in, has them wait for a free scorer, ends them in time, and notes how they ended.</summary>
internal static class ScoringRunner
{
    /// <summary>Scores a body.</summary>
    /// <param name="deployment">An acquired deployment.</param>
    /// <param name="work">The body; gets the answer.</param>
    /// <param name="kind">What kind of request it is, for the log.</param>
    /// <param name="requestId">Its x-request-id.</param>
    /// <param name="aborted">Set when the caller goes away.</param>
    public static async ValueTask<ScoringOutcome> RunAsync(Deployment deployment, ScoringWork work, string kind, string requestId, CancellationToken aborted)
    {
        ScoringOutcome outcome = deployment.Slots.TryBeginRequest()
            ? await RunPendingAsync(deployment, work, requestId, aborted).ConfigureAwait(false)
            : ScoringOutcome.TooManyPending;
        Note(deployment.Log, kind, requestId, outcome);
        return outcome;
    }

    /// <summary>Notes a request that ended.</summary>
    public static void Note(DeploymentLog log, string kind, string requestId, ScoringOutcome outcome)
    {
        LogLevel level = outcome.StatusCode < 400 ? LogLevel.Information : outcome.Refusal is { StatusCode: >= 500 } ? LogLevel.Error : LogLevel.Warning;
        string text = outcome.Refusal is null ? kind : $"{kind} ({outcome.Refusal.StatusCode}: {outcome.Refusal.Reason})";
        log.Request(level, text, requestId, outcome.StatusCode, outcome.Elapsed);
    }

    private static async ValueTask<ScoringOutcome> RunPendingAsync(Deployment deployment, ScoringWork work, string requestId, CancellationToken aborted)
    {
        bool entered = false;
        long begin = Stopwatch.GetTimestamp();
        long start = begin;
        try
        {
            using CancellationTokenRegistration gone = aborted.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), work.Stop);
            work.Stop.CancelAfter(deployment.Settings.RequestTimeout);
            await deployment.Slots.EnterAsync(work.Stop.Token).ConfigureAwait(false);
            entered = true;
            start = Stopwatch.GetTimestamp();
            Refusal? refusal = deployment.Scorer.Score(work.Body.Written.Span, work.Answer, work.Stop.Token);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            work.Stop.Token.ThrowIfCancellationRequested();
            // The timer ends a run early, and may come late when all threads score: the clock decides.
            return IsOver(deployment.Settings.RequestTimeout, begin) ? ScoringOutcome.TimedOut(elapsed) : ScoringOutcome.Of(refusal, elapsed);
        }
        catch (OperationCanceledException) when (work.Stop.IsCancellationRequested)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            return aborted.IsCancellationRequested ? ScoringOutcome.Gone(elapsed) : ScoringOutcome.TimedOut(elapsed);
        }
        catch (Exception error)
        {
            // Whatever it is, it is this request's: the others are answered. Its text may hold the caller's values and is not written down.
            deployment.Log.Write(ContainerType.InferenceServer, LogLevel.Error, $"x-request-id {requestId}: {error.GetType().Name}\n{error.StackTrace}");
            return ScoringOutcome.Of(Refusal.Unexpected, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            if (entered)
            {
                deployment.Slots.Leave();
            }

            deployment.Slots.EndRequest();
        }
    }

    private static bool IsOver(TimeSpan timeout, long begin) => timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(begin) > timeout;
}
