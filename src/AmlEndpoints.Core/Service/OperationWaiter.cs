using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>Asks about an operation until it has ended.</summary>
internal sealed class OperationWaiter(ServiceClient client, LongRunningOperation operation, IProgress<OperationProgress>? progress)
{
    private readonly OperationDescription _description = operation.Description;

    /// <summary>Waits.</summary>
    /// <returns>The resource as it is after the operation; null when it was deleted, or only acted on.</returns>
    /// <exception cref="AmlServiceException">The operation failed, or the service cannot be asked.</exception>
    public async Task<JsonObject?> WaitAsync(CancellationToken cancellationToken)
    {
        if (!string.Equals(_description.Workspace, client.Address.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw new AmlServiceException(ServiceErrors.InvalidOperation, _description.Purpose, $"the operation is one of the workspace {_description.Workspace}. Connect to that workspace.");
        }

        PollSchedule schedule = PollSchedule.For(client.Address);
        TimeSpan? asked = operation.RetryAfter;
        while (!operation.IsCompleted)
        {
            await Task.Delay(schedule.Next(asked), client.Time, cancellationToken).ConfigureAwait(false);
            asked = await PollAsync(cancellationToken).ConfigureAwait(false);
        }

        // The answer that began the operation may show the state before it.
        return _description.Method is "PUT" or "PATCH" && !_description.IsDone
            ? operation.Result = await client.GetAsync(_description.Purpose, _description.Path, cancellationToken).ConfigureAwait(false)
            : operation.Result;
    }

    private async Task<TimeSpan?> PollAsync(CancellationToken cancellationToken)
    {
        string? link = _description.StatusLink ?? _description.ResultLink;
        if (link is not null)
        {
            try
            {
                ServiceResponse response = await client.GetLinkAsync(_description.Purpose, link, cancellationToken).ConfigureAwait(false);
                Take(StatusOf(response), response.Body);
                return response.RetryAfter;
            }
            catch (AmlServiceException error) when (error.Status == 404)
            {
                // The record of an operation is not kept for ever; the resource tells how it ended.
            }
        }

        JsonObject? resource = await client.TryGetAsync(_description.Purpose, _description.Path, cancellationToken).ConfigureAwait(false);
        Take(StatusOf(resource), resource);
        return null;
    }

    private string StatusOf(ServiceResponse response) => _description.StatusLink is null
        ? response.Status == 202 ? "InProgress" : OperationStatus.Succeeded
        : response.Body.Text("status") ?? throw new AmlServiceException(
            ServiceErrors.InvalidResponse, _description.Purpose, "the service's answer about the operation has no status. The operation goes on; look at the resource later.", response.Status);

    private string StatusOf(JsonObject? resource)
    {
        bool deletion = _description.Method == "DELETE";
        return (resource, deletion) switch
        {
            (null, true) => OperationStatus.Succeeded,
            (null, false) => throw new AmlServiceException(ServiceErrors.NotFound, _description.Purpose, "it is not there any more: it was deleted meanwhile.", 404),
            (_, true) => resource.Member("properties").Text("provisioningState") is { } state && OperationStatus.IsFailure(state) ? state : "Deleting",
            _ => resource.Member("properties").Text("provisioningState") ?? OperationStatus.Succeeded,
        };
    }

    private void Take(string status, JsonObject? body)
    {
        TimeSpan elapsed = client.Time.GetUtcNow() - _description.StartedAt;
        if (OperationStatus.IsFailure(status))
        {
            operation.Status = status;
            ArmError error = ArmError.Read(body.Member("error") is null ? null : body, 0);
            string problem = body.Member("error") is null ? $"the operation ended as {status}, and the service does not say why." : error.Message;
            throw new AmlServiceException(error.Code, _description.Purpose, problem, target: error.Target);
        }

        operation.Status = OperationStatus.IsSuccess(status) ? OperationStatus.Succeeded : status;
        progress?.Report(new OperationProgress(_description.Purpose, operation.Status, elapsed, body.Number("percentComplete")));
    }
}
