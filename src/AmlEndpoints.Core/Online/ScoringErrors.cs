using System.Text;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>
/// Says what an endpoint's answer means. Codes of managed endpoints: learn.microsoft.com/azure/machine-learning/how-to-troubleshoot-online-endpoints,
/// "HTTP status codes".
/// </summary>
internal static class ScoringErrors
{
    private const int LongestBody = 2000;

    /// <summary>The error for an answer that is not one.</summary>
    public static AmlServiceException From(string purpose, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        int status = (int)response.StatusCode;
        string? modelStatus = Header(response, "ms-azureml-model-error-statuscode");
        string? reason = Header(response, "ms-azureml-model-error-reason");
        (string code, string meaning) = status switch
        {
            400 => ("BadRequest", "the endpoint cannot use the request."),
            401 => ("Unauthorized", "the key or token is wrong, or has expired."),
            403 => ("Forbidden", "the caller may not use the endpoint: a token of Microsoft Entra needs the role for score/action."),
            404 => ("NoDeployment", "no deployment of the endpoint gets requests, or there is none of the name. Set-AmlTraffic gives requests to one."),
            408 => ("RequestTimeout", "the model took longer than the deployment's request timeout. Send fewer rows at once (-BatchSize), or raise the timeout with Set-AmlOnlineDeployment."),
            413 => ("RequestTooLarge", "the request is too large. Send fewer rows at once (-BatchSize)."),
            424 => ("ModelError", $"the model failed{(modelStatus is null ? "" : $" with status {modelStatus}")}. Get-AmlDeploymentLog shows why."),
            429 => ("TooManyRequests", "there are too many requests, and it did not get better by waiting. Lower -ThrottleLimit, or give the deployment more instances."),
            _ => (response.StatusCode.ToString(), "the endpoint failed."),
        };
        string text = TextOf(body);
        string problem = meaning + (reason is null ? "" : $" Reason: {reason}.") + (text.Length == 0 ? "" : $" The endpoint says: {text}");
        return new AmlServiceException(code, purpose, problem, status, Header(response, "azureml-model-deployment"), Header(response, "x-request-id"));
    }

    /// <summary>The value of a header, if the answer has it.</summary>
    public static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static string TextOf(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestBody)]).Trim();
        return WireJson.TryParse(text) is { } json ? json.Text("message") ?? json.Member("error").Text("message") ?? json.Text("error") ?? text : text;
    }
}
