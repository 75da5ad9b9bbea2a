using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>Shares the requests of an endpoint out among its deployments.</summary>
/// <param name="connection">The workspace.</param>
public sealed class TrafficClient(WorkspaceConnection connection)
{
    // Far beyond what others have seen, so that a service which drops a part of the change does not hold the caller for ever.
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMinutes(5);

    private readonly OnlineEndpointClient _endpoints = new(connection);

    /// <summary>Begins the change. An endpoint that is changing is waited for.</summary>
    /// <exception cref="AmlServiceException">The change is not valid, or a deployment in it is not ready; nothing was sent then.</exception>
    public async Task<LongRunningOperation> StartAsync(string endpointName, TrafficChange change, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        (OnlineEndpoint endpoint, TrafficChange exact) = await PrepareAsync(endpointName, change, progress, cancellationToken).ConfigureAwait(false);
        ResourceBody body = ResourceBody.Of(endpoint).Set(exact.Live, "properties", "traffic").Set(exact.Mirror, "properties", "mirrorTraffic");
        return await _endpoints.UpdateAsync(endpointName, body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the change, and comes back when the endpoint shows it: the service says that it is done somewhat earlier.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<OnlineEndpoint> SetAsync(string endpointName, TrafficChange change, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        LongRunningOperation operation = await StartAsync(endpointName, change, progress, cancellationToken).ConfigureAwait(false);
        await new OnlineOperations(connection).WaitAsync(operation, progress, cancellationToken).ConfigureAwait(false);
        return await GetShownAsync(endpointName, change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the endpoint when it shows a change whose operation has ended.</summary>
    /// <exception cref="AmlServiceException">It does not show it within some minutes.</exception>
    public async Task<OnlineEndpoint> GetShownAsync(string endpointName, TrafficChange change, CancellationToken cancellationToken)
    {
        PollSchedule schedule = PollSchedule.For(connection.Address);
        TimeProvider time = connection.Client.Time;
        DateTimeOffset end = time.GetUtcNow() + _longestDelay;
        while (true)
        {
            OnlineEndpoint endpoint = await _endpoints.GetAsync(endpointName, cancellationToken).ConfigureAwait(false);
            if ((change.Live is null || TrafficChange.Same(change.Live, endpoint.Traffic)) && (change.Mirror is null || TrafficChange.Same(change.Mirror, endpoint.MirrorTraffic)))
            {
                return endpoint;
            }

            if (time.GetUtcNow() > end)
            {
                throw new AmlServiceException(
                    ServiceErrors.InvalidState, $"set the traffic of {OnlineEndpointClient.Called(endpointName)}", "the service says that it has set the traffic, and the endpoint does not show it. Look at it again later with Get-AmlOnlineEndpoint.");
            }

            await Task.Delay(schedule.Next(null), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(OnlineEndpoint Endpoint, TrafficChange Change)> PrepareAsync(
        string endpointName, TrafficChange change, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        OnlineEndpoint endpoint = await _endpoints.GetSettledAsync(endpointName, progress, cancellationToken).ConfigureAwait(false);
        List<OnlineDeployment> deployments = [];
        await foreach (OnlineDeployment deployment in new OnlineDeploymentClient(connection).ListAsync(endpointName, cancellationToken).ConfigureAwait(false))
        {
            deployments.Add(deployment);
        }

        return (endpoint, change.Check(endpoint, deployments));
    }
}
