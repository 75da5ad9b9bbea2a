using System.Buffers;
using System.Text;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Primitives;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>What an endpoint does with a request: has a deployment answer it.</summary>
internal sealed class EndpointCalls(ServingEndpoints endpoints, EndpointTokens tokens, TimeProvider time)
{
    private static readonly byte[] _healthy = "Healthy"u8.ToArray();

    private readonly EndpointDoor _door = new(endpoints, tokens, time);
    private readonly ObjectPool<ScoringWork> _works = ObjectPool.Create(new ScoringWork.Policy());

    /// <summary><c>/score</c></summary>
    public async Task ScoreAsync(HttpContext context)
    {
        string requestId = ScoringHeaders.Begin(context);
        if (!await _door.TryAdmitAsync(context).ConfigureAwait(false))
        {
            return;
        }

        ScoringWork? work = _works.Get();
        try
        {
            if (!await RequestBody.TryReadAsync(context, work.Body).ConfigureAwait(false))
            {
                await ScoringAnswers.TooLargeAsync(context.Response).ConfigureAwait(false);
                return;
            }

            if (await _door.TryAcquireAsync(context).ConfigureAwait(false) is not { } deployment)
            {
                return;
            }

            if (await AnswerAsync(context, deployment, work, requestId).ConfigureAwait(false) is { } mirrored)
            {
                ScoringWork copied = work;
                work = null;
                _ = Task.Run(() => MirrorAsync(mirrored, copied, requestId));
            }
        }
        finally
        {
            if (work is not null)
            {
                _works.Return(work);
            }
        }
    }

    /// <summary><c>/swagger.json</c></summary>
    public Task SwaggerAsync(HttpContext context) => WithDeploymentAsync(context, deployment =>
    {
        string version = context.Request.Query.TryGetValue("version", out StringValues given) ? given.ToString() : "2";
        byte[]? document = SwaggerDocument.Create(deployment.Scorer.Model, context.Request, version);
        return !HttpMethods.IsGet(context.Request.Method) ? ScoringAnswers.RefusalAsync(context.Response, deployment, Refusal.MethodNotAllowed)
            : document is null ? ScoringAnswers.RefusalAsync(context.Response, deployment, Refusal.SwaggerVersion(version))
            : ScoringAnswers.ContainerAsync(context.Response, deployment, "application/json", document);
    });

    /// <summary><c>/</c></summary>
    public Task HealthAsync(HttpContext context) => WithDeploymentAsync(context, deployment => HttpMethods.IsGet(context.Request.Method)
        ? ScoringAnswers.ContainerAsync(context.Response, deployment, "text/html; charset=utf-8", _healthy)
        : ScoringAnswers.RefusalAsync(context.Response, deployment, Refusal.MethodNotAllowed));

    /// <summary>Every other path.</summary>
    public Task NotFoundAsync(HttpContext context) =>
        WithDeploymentAsync(context, deployment => ScoringAnswers.RefusalAsync(context.Response, deployment, Refusal.NotFound));

    private async Task WithDeploymentAsync(HttpContext context, Func<Deployment, Task> answer)
    {
        ScoringHeaders.Begin(context);
        if (await _door.TryAdmitAsync(context).ConfigureAwait(false) && await _door.TryAcquireAsync(context).ConfigureAwait(false) is { } deployment)
        {
            try
            {
                await answer(deployment).ConfigureAwait(false);
            }
            finally
            {
                deployment.Release();
            }
        }
    }

    // The answer to the caller; what comes back is the deployment, acquired, that gets a copy of the request.
    private async ValueTask<Deployment?> AnswerAsync(HttpContext context, Deployment deployment, ScoringWork work, string requestId)
    {
        ScoringOutcome outcome;
        bool scored = false;
        try
        {
            if (RefuseUnread(context.Request) is { } refusal)
            {
                outcome = ScoringOutcome.Of(refusal, default);
                ScoringRunner.Note(deployment.Log, context.Request.Method, requestId, outcome);
            }
            else if (HttpMethods.IsOptions(context.Request.Method))
            {
                outcome = ScoringOutcome.Of(null, default);
            }
            else
            {
                FillFromQuery(context.Request, work.Body);
                scored = true;
                outcome = await ScoringRunner.RunAsync(deployment, work, context.Request.Method, requestId, context.RequestAborted).ConfigureAwait(false);
            }
        }
        finally
        {
            deployment.Release();
        }

        await ScoringAnswers.WriteAsync(context.Response, deployment, outcome, work.Answer.Written).ConfigureAwait(false);
        return scored ? _door.TryAcquireMirrored(context) : null;
    }

    // Nobody waits for it, and its answer goes nowhere but into the log.
    private async Task MirrorAsync(Deployment mirrored, ScoringWork work, string requestId)
    {
        try
        {
            work.PrepareAgain();
            await ScoringRunner.RunAsync(mirrored, work, "mirrored", requestId, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            mirrored.Release();
            _works.Return(work);
        }
    }

    private static Refusal? RefuseUnread(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? request.HasJsonContentType() ? null : Refusal.UnsupportedMediaType
        : HttpMethods.IsGet(request.Method) || HttpMethods.IsOptions(request.Method) ? null
        : Refusal.MethodNotAllowed;

    // azmlinfsrv reads the parameters of a GET from its query, each as JSON.
    private static void FillFromQuery(HttpRequest request, PooledBuffer body)
    {
        if (!HttpMethods.IsGet(request.Method))
        {
            return;
        }

        body.Clear();
        string? inputData = request.Query["input_data"];
        body.Write(Encoding.UTF8.GetBytes(string.IsNullOrEmpty(inputData) ? "{}" : $"{{\"input_data\":{inputData}}}"));
    }
}
