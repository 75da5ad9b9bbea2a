using System.Text.Json.Nodes;
using Azure.Core;

namespace AmlEndpoints.Service;

/// <summary>
/// Work that the service goes on with after it answered. It can be waited for here, or by its <see cref="Id"/> in another process.
/// </summary>
/// <remarks>
/// Where its state is, in this order: the address in the header Azure-AsyncOperation; for an answer 202 the address in Location; else the
/// resource's own <c>provisioningState</c>. A PUT is answered 201 also for a resource that exists, with a Location that is the resource
/// itself and says nothing about the operation. (learn.microsoft.com/azure/azure-resource-manager/management/async-operations, and
/// recorded answers of the service.)
/// </remarks>
public sealed class LongRunningOperation
{
    internal LongRunningOperation(OperationDescription description, JsonObject? body = null, TimeSpan? retryAfter = null)
    {
        (Description, Result, RetryAfter) = (description, body, retryAfter);
        Status = description.IsDone ? OperationStatus.Succeeded : body.Member("properties").Text("provisioningState") ?? "InProgress";
    }

    /// <summary>The text by which another process can wait for the operation. It is no secret; it needs a connection to the same workspace.</summary>
    public string Id => Description.ToId();

    /// <summary>What the operation does: <c>create the online endpoint 'mnist'</c>.</summary>
    public string Purpose => Description.Purpose;

    /// <summary>The ARM id of what is created, changed or deleted.</summary>
    public string ResourceId => Description.ResourceId;

    /// <summary>When it was begun, UTC.</summary>
    public DateTimeOffset StartedAt => Description.StartedAt;

    /// <summary>The service's last word about it, such as Updating or Succeeded.</summary>
    public string Status { get; internal set; }

    /// <summary>Whether it has ended with success.</summary>
    public bool IsCompleted => Status == OperationStatus.Succeeded;

    internal OperationDescription Description { get; }

    /// <summary>The resource as the service last gave it; null after a deletion.</summary>
    internal JsonObject? Result { get; set; }

    internal TimeSpan? RetryAfter { get; }

    /// <summary>Reads the text of <see cref="Id"/>.</summary>
    /// <exception cref="AmlServiceException">It is not such a text.</exception>
    public static LongRunningOperation FromId(string id) => new(OperationDescription.FromId(id));

    /// <summary>What was asked.</summary>
    public override string ToString() => $"{Purpose}: {Status}";

    /// <summary>Sends a request and gives the operation that it begins; one that the service did at once is completed.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="then">What the starter does when the operation has succeeded; kept with it.</param>
    internal static async Task<LongRunningOperation> StartAsync(ServiceClient client, ServiceRequest request, CancellationToken cancellationToken, JsonObject? then = null)
    {
        DateTimeOffset startedAt = client.Time.GetUtcNow();
        ServiceResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        bool action = request.Method == RequestMethod.Post;
        string? link = response.AsyncOperation ?? (response.Status == 202 ? response.Location : null);
        bool done = link is null && response.Status != 202 && OperationStatus.IsSuccess(response.Body.Member("properties").Text("provisioningState"));
        return new LongRunningOperation(
            new OperationDescription
            {
                Purpose = request.Purpose,
                Method = request.Method.Method,
                Workspace = client.Address.Id,
                // The state of what was acted on says how the action went, as far as no address does.
                Path = action ? [.. request.Path.SkipLast(1)] : [.. request.Path],
                StatusLink = response.AsyncOperation,
                ResultLink = response.AsyncOperation is null ? link : null,
                StartedAt = startedAt,
                IsDone = done,
                Then = then,
            },
            request.Method == RequestMethod.Delete || action ? null : response.Body,
            response.RetryAfter);
    }
}
