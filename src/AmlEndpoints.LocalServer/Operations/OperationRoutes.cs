using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Operations;

/// <summary>What clients poll: the status of an operation (always 200) and its result (202 while it runs).</summary>
internal sealed class OperationRoutes(OperationStore operations)
{
    // A client that asks too early would wait a second or thirty for its next turn; so it is kept on the line for a moment.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public void Map(ArmRoutes routes)
    {
        const string Locations = "providers/Microsoft.MachineLearningServices/locations/{location}";
        routes.MapSubscription("GET", Locations + "/mfeOperationsStatus/{operation}", StatusAsync);
        routes.MapSubscription("GET", Locations + "/mfeOperationResults/{operation}", ResultAsync);
    }

    private async Task<ArmAnswer> StatusAsync(ArmRequest request)
    {
        Resource operation = await FindAsync(request);
        return new ArmAnswer(200, operation.Body, OperationStore.IsRunning(operation) ? [("Retry-After", "1")] : []);
    }

    private async Task<ArmAnswer> ResultAsync(ArmRequest request)
    {
        Resource operation = await FindAsync(request);
        if (OperationStore.IsRunning(operation))
        {
            return new ArmAnswer(202, default, ("Location", $"{request.BaseUri}{request.Path}?api-version={request.ApiVersion}"), ("Retry-After", "1"));
        }

        return operation.ToJson()["error"] is JsonObject error
            ? throw new ArmException(400, error.Text("code")!, error.Text("message")!)
            : ArmAnswer.NoContent();
    }

    private async Task<Resource> FindAsync(ArmRequest request) =>
        await operations.FindEndedAsync(request.Segment("operation"), _patience, request.Context.RequestAborted) ?? throw ArmErrors.NotFound("operation", request.Segment("operation"));
}
