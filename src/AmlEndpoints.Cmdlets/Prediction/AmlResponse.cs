using System.Text;
using AmlEndpoints.Online;

namespace AmlEndpoints.Prediction;

/// <summary>An endpoint's answer to one request, with what it says about itself.</summary>
public sealed class AmlResponse
{
    internal AmlResponse(ScoringResponse response, IReadOnlyList<PredictionRecord> predictions)
    {
        (DeploymentName, RequestId, Duration, Attempts) = (response.DeploymentName, response.RequestId, response.Duration, response.Attempts);
        (Predictions, Content) = (predictions, Encoding.UTF8.GetString(response.Body.Span));
    }

    /// <summary>The deployment that answered.</summary>
    public string? DeploymentName { get; }

    /// <summary>What finds the request in the endpoint's logs.</summary>
    public string? RequestId { get; }

    /// <summary>From the request to the end of the answer, with repetitions.</summary>
    public TimeSpan Duration { get; }

    /// <summary>How often the request was sent: more than once when the endpoint was busy.</summary>
    public int Attempts { get; }

    /// <summary>The predictions, one a row.</summary>
    public IReadOnlyList<PredictionRecord> Predictions { get; }

    /// <summary>The body as it came.</summary>
    public string Content { get; }
}
