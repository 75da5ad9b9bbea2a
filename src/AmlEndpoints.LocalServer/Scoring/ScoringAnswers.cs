using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// Every answer of an endpoint's front end, with Azure ML's headers (Microsoft Learn, "Troubleshoot online endpoints deployment", HTTPS status
/// codes; the headers as recorded from the service).
/// </summary>
internal static class ScoringAnswers
{
    /// <summary>What the x-ms-azureml headers call an answer of the container that is not 200.</summary>
    public const string ModelError = "model_error";

    /// <summary>What they call more requests than may be pending.</summary>
    public const string TooManyPending = "too_many_pending_request";

    private const string Json = "application/json";
    private const string Text = "text/plain";

    /// <summary>The answer of a run; nothing for a caller that went away.</summary>
    public static Task WriteAsync(HttpResponse response, Deployment deployment, ScoringOutcome outcome, ReadOnlyMemory<byte> answer) => outcome switch
    {
        { StatusCode: StatusCodes.Status200OK } => SuccessAsync(response, deployment, outcome.Elapsed, answer),
        { Refusal: { } refusal } => RefusalAsync(response, deployment, refusal, outcome.Elapsed),
        { StatusCode: StatusCodes.Status408RequestTimeout } => TimeoutAsync(response, deployment),
        { StatusCode: StatusCodes.Status429TooManyRequests } => TooManyAsync(response, deployment),
        _ => Task.CompletedTask,
    };

    /// <summary>An answer of the container that is not a prediction.</summary>
    public static Task ContainerAsync(HttpResponse response, Deployment deployment, string contentType, ReadOnlyMemory<byte> body)
    {
        SetDeployment(response, deployment);
        return SendAsync(response, StatusCodes.Status200OK, contentType, body);
    }

    /// <summary>424: the container refuses; its own status code goes into a header.</summary>
    public static Task RefusalAsync(HttpResponse response, Deployment deployment, Refusal refusal, TimeSpan elapsed = default)
    {
        SetDeployment(response, deployment);
        response.Headers["ms-azureml-model-error-statuscode"] = refusal.StatusCode.ToString(CultureInfo.InvariantCulture);
        response.Headers["ms-azureml-model-error-reason"] = ModelError;
        if (refusal.StatusCode == StatusCodes.Status500InternalServerError)
        {
            SetRun(response, failed: true, elapsed);
        }

        return SendAsync(response, StatusCodes.Status424FailedDependency, Json, JsonSerializer.SerializeToUtf8Bytes(new { message = refusal.Message }));
    }

    /// <summary>401; the text is Azure ML's.</summary>
    public static Task UnauthorizedAsync(HttpResponse response, string reason) =>
        SendAsync(response, StatusCodes.Status401Unauthorized, Text, Encoding.ASCII.GetBytes(reason));

    /// <summary>404 for an endpoint that there is not.</summary>
    public static Task EndpointNotFoundAsync(HttpResponse response, string endpoint) =>
        ErrorAsync(response, StatusCodes.Status404NotFound, "EndpointNotFound", $"There is no endpoint '{endpoint}' in this workspace.");

    /// <summary>404 for a deployment that the caller named.</summary>
    public static Task DeploymentNotFoundAsync(HttpResponse response, EndpointState endpoint, string deployment)
    {
        string names = string.Join(", ", endpoint.Deployments.Keys.Order(StringComparer.Ordinal));
        string serving = names.Length == 0 ? "None is serving." : $"Serving are: {names}.";
        return ErrorAsync(
            response,
            StatusCodes.Status404NotFound,
            "DeploymentNotFound",
            $"The endpoint '{endpoint.Settings.Name}' has no deployment '{deployment}' that is serving, which the header {ScoringHeaders.Deployment} names. {serving}");
    }

    /// <summary>404 when the traffic goes nowhere.</summary>
    public static Task NoTrafficAsync(HttpResponse response, EndpointState endpoint) => ErrorAsync(
        response,
        StatusCodes.Status404NotFound,
        "NoDeploymentWithPositiveWeight",
        $"The endpoint '{endpoint.Settings.Name}' doesn't have any valid deployment with positive weight. Set its traffic, or name a deployment in the header {ScoringHeaders.Deployment}.");

    /// <summary>413.</summary>
    public static Task TooLargeAsync(HttpResponse response) => ErrorAsync(
        response,
        StatusCodes.Status413PayloadTooLarge,
        "RequestTooLarge",
        $"The body is larger than {RequestBody.Largest >> 20} MB. Send the rows in several requests.");

    private static Task SuccessAsync(HttpResponse response, Deployment deployment, TimeSpan elapsed, ReadOnlyMemory<byte> answer)
    {
        SetDeployment(response, deployment);
        SetRun(response, failed: false, elapsed);
        return SendAsync(response, StatusCodes.Status200OK, Json, answer);
    }

    private static Task TimeoutAsync(HttpResponse response, Deployment deployment)
    {
        SetDeployment(response, deployment);
        string timeout = deployment.Settings.RequestTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return ErrorAsync(
            response,
            StatusCodes.Status408RequestTimeout,
            "RequestTimeout",
            $"The deployment '{deployment.Name}' did not answer within its request_timeout_ms, {timeout}. Send fewer rows, or raise it.");
    }

    private static Task TooManyAsync(HttpResponse response, Deployment deployment)
    {
        SetDeployment(response, deployment);
        response.Headers["ms-azureml-model-error-reason"] = TooManyPending;
        return SendAsync(response, StatusCodes.Status429TooManyRequests, Text, default);
    }

    private static Task ErrorAsync(HttpResponse response, int statusCode, string code, string message) =>
        SendAsync(response, statusCode, Json, JsonSerializer.SerializeToUtf8Bytes(new { error = new { code, message } }));

    private static void SetDeployment(HttpResponse response, Deployment deployment)
    {
        response.Headers[ScoringHeaders.Deployment] = deployment.Name;
        response.Headers["azureml-model-session"] = deployment.Name;
    }

    private static void SetRun(HttpResponse response, bool failed, TimeSpan elapsed)
    {
        // Python's words.
        response.Headers["x-ms-run-function-failed"] = failed ? "True" : "False";
        response.Headers["x-ms-run-fn-exec-ms"] = elapsed.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);
    }

    private static Task SendAsync(HttpResponse response, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = statusCode;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return body.IsEmpty ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
