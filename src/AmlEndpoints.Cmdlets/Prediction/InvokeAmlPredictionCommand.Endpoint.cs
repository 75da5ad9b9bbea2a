using System.Text;
using AmlEndpoints.Online;
using AmlEndpoints.OnlineCommands;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <content>Predictions of an online endpoint.</content>
public sealed partial class InvokeAmlPredictionCommand
{
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        EndpointScoring scoring = ParameterSetName == EndpointSet
            ? await EndpointScoring.ConnectAsync(Session.Current.Connection ?? throw ErrorRecords.NotConnected(), EndpointName, DeploymentName, cancellationToken)
            : EndpointScoring.At(ScoringUri, EndpointCredential.FromSecret(AmlCredential.SecretIn(Credential)), DeploymentName);
        _output = _outputPath is null ? null : new PredictionFile(_outputPath);
        _endpoint = new EndpointPredictions(scoring, Dialect, BatchSize, ThrottleLimit, TryAsync, response => GiveAsync(response, cancellationToken));
    }

    private async Task CompleteEndpointAsync(EndpointPredictions endpoint, CancellationToken cancellationToken)
    {
        await endpoint.CompleteAsync(cancellationToken);
        if (_output is not null && HasErrors)
        {
            // Its rows would not be those of the input any more.
            WriteWarning($"Some rows have no predictions, and {_outputPath} was not written.");
        }
        else
        {
            await KeepOutputAsync(cancellationToken);
        }
    }

    private async Task GiveAsync(ScoringResponse response, CancellationToken cancellationToken)
    {
        if (_output is not null)
        {
            await _output.WriteAsync(response, cancellationToken);
            if (!IncludeResponse)
            {
                return;
            }
        }

        if (Raw && !IncludeResponse)
        {
            WriteObject(Encoding.UTF8.GetString(response.Body.Span));
            return;
        }

        PredictionRecord[] records = Raw ? [] : PredictionObjects.CreateAll(PredictionAnswer.Parse(response.Body.Span));
        WriteObject(IncludeResponse ? new AmlResponse(response, records) : records, enumerateCollection: !IncludeResponse);
    }
}
