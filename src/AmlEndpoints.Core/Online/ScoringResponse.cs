namespace AmlEndpoints.Online;

/// <summary>An endpoint's good answer to a request.</summary>
/// <param name="Body">The body as it came, UTF-8.</param>
/// <param name="DeploymentName">The deployment that answered, from the header <c>azureml-model-deployment</c>.</param>
/// <param name="RequestId">What finds the request in the logs, from <c>x-request-id</c>.</param>
/// <param name="Duration">From the request to the end of the answer, with repetitions.</param>
/// <param name="Attempts">How often the request was sent.</param>
public sealed record ScoringResponse(ReadOnlyMemory<byte> Body, string? DeploymentName, string? RequestId, TimeSpan Duration, int Attempts);
