using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>Waits for operations on online endpoints and deployments, and does what was to follow them.</summary>
/// <param name="connection">The workspace.</param>
public sealed class OnlineOperations(WorkspaceConnection connection)
{
    private const string AllTraffic = "allTraffic";

    /// <summary>What an operation carries when its deployment is to get all traffic.</summary>
    internal static JsonObject ThenAllTraffic => new() { [AllTraffic] = true };

    /// <summary>Waits until the operation has ended and what follows it is done.</summary>
    /// <param name="operation">The operation; also one that another process began.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the waiting; the operation goes on.</param>
    /// <returns>The endpoint or deployment as it is then; null when it was deleted, or only acted on.</returns>
    /// <exception cref="AmlServiceException">The operation failed, or the service cannot be asked.</exception>
    public async Task<ArmResource?> WaitAsync(LongRunningOperation operation, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        JsonObject? json = await new OperationWaiter(connection.Client, operation, progress).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (json is null)
        {
            return null;
        }

        if (operation.Description.Path is not ["onlineEndpoints", string endpointName, "deployments", ..])
        {
            return new OnlineEndpoint(json);
        }

        OnlineDeployment deployment = new(json);
        if (operation.Description.Then.Truth(AllTraffic) == true)
        {
            TrafficChange change = new(new Dictionary<string, int> { [deployment.Name] = 100 }, null);
            await new TrafficClient(connection).SetAsync(endpointName, change, progress, cancellationToken).ConfigureAwait(false);
        }

        return deployment;
    }
}
