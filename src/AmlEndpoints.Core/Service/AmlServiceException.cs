namespace AmlEndpoints.Service;

/// <summary>The service refused what it was asked, failed, or does not answer. The message says what was asked of which object, why it failed and what to do.</summary>
public sealed class AmlServiceException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The service's code, such as <c>NotFound</c>, or one of <see cref="ServiceErrors"/>.</param>
    /// <param name="purpose">What was asked, to follow "Cannot": <c>delete the online endpoint 'mnist'</c>.</param>
    /// <param name="problem">What is wrong, and what to do next.</param>
    /// <param name="status">The HTTP status; 0 when there was no answer.</param>
    /// <param name="target">What the error is about, as the service names it.</param>
    /// <param name="requestId">What Microsoft's support finds the request by.</param>
    /// <param name="innerException">What caused it.</param>
    public AmlServiceException(
        string code, string purpose, string problem, int status = 0, string? target = null, string? requestId = null, Exception? innerException = null)
        : base($"Cannot {purpose}: {problem}{Origin(code, status, requestId)}", innerException)
    {
        (Code, Purpose, Problem, Status, Target, RequestId) = (code, purpose, problem, status, target, requestId);
    }

    /// <summary>The stable name of the kind of problem.</summary>
    public string Code { get; }

    /// <summary>What was asked, to follow "Cannot".</summary>
    public string Purpose { get; }

    /// <summary>What is wrong, and what to do next.</summary>
    public string Problem { get; }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; }

    /// <summary>What the error is about, as the service names it.</summary>
    public string? Target { get; }

    /// <summary>What Microsoft's support finds the request by.</summary>
    public string? RequestId { get; }

    private static string Origin(string code, int status, string? requestId) =>
        status == 0 ? "" : requestId is null ? $" ({status} {code})" : $" ({status} {code}, request {requestId})";
}
