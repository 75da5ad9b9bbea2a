using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Operations;

/// <summary>
/// Long-running operations, as resources that clients poll (OperationStatusResult of spec/common-types; the running status is the word that the
/// service says, see spec/online-endpoint-2022.json).
/// </summary>
internal sealed class OperationStore
{
    private const string Collection = "operations";
    private const string Running = "Updating";

    // Clients read the outcome within minutes; a day is for scripts that come back.
    private static readonly TimeSpan _kept = TimeSpan.FromDays(1);

    private readonly ResourceStore _store;
    private readonly WorkspaceIdentity _workspace;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new(StringComparer.Ordinal);

    /// <summary>Opens the operations of the last time. What had not ended then has failed now.</summary>
    public OperationStore(ResourceStore store, WorkspaceIdentity workspace, TimeProvider time)
    {
        (_store, _workspace, _time) = (store, workspace, time);
        store.Write(batch =>
        {
            foreach (Resource operation in store.List(Collection))
            {
                if (IsRunning(operation))
                {
                    Fail(batch, operation.Name, "OperationCanceled", "The server was stopped before the operation ended.");
                }
                else if (operation.ModifiedAt < time.GetUtcNow() - _kept)
                {
                    batch.Delete(operation);
                }
            }
        });
    }

    /// <summary>Begins an operation together with the change that it stands for.</summary>
    /// <param name="batch">The change.</param>
    /// <param name="kind">How its id begins: <c>oeidp</c> for endpoints, <c>odidp</c> for deployments.</param>
    /// <param name="done">Whether it has ended with the change itself.</param>
    /// <returns>Its id.</returns>
    public string Begin(ResourceStore.Batch batch, string kind, bool done)
    {
        string id = $"{kind}:{_workspace.WorkspaceGuid}:{Guid.NewGuid()}";
        DateTimeOffset now = _time.GetUtcNow();
        JsonObject body = new()
        {
            ["id"] = Path("mfeOperationsStatus", id),
            ["name"] = id,
            ["startTime"] = ResourceJson.Time(now),
            ["percentComplete"] = 0.0,
            ["status"] = Running,
        };
        Resource operation = new Resource(Collection, id, [], now, now).With(body);
        batch.Put(operation);
        if (done)
        {
            End(batch, operation, "Succeeded");
        }
        else
        {
            _ends[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return id;
    }

    /// <summary>Ends an operation well, together with what it has changed.</summary>
    public void Succeed(ResourceStore.Batch batch, string id) => End(batch, _store.Find(Collection, id)!, "Succeeded");

    /// <summary>Ends an operation with an error.</summary>
    public void Fail(ResourceStore.Batch batch, string id, string code, string message) =>
        End(batch, _store.Find(Collection, id)!, "Failed", new JsonObject { ["code"] = code, ["message"] = message, ["details"] = new JsonArray() });

    /// <summary>Tells those who wait that the operation has ended; to be called when its end is committed.</summary>
    public void Announce(string id)
    {
        if (_ends.TryRemove(id, out TaskCompletionSource? end))
        {
            end.TrySetResult();
        }
    }

    /// <summary>The operation, or null.</summary>
    public Resource? Find(string id) => _store.Find(Collection, id);

    /// <summary>Waits for the end of an operation, but not long.</summary>
    public async Task<Resource?> FindEndedAsync(string id, TimeSpan most, CancellationToken cancellationToken)
    {
        if (_ends.TryGetValue(id, out TaskCompletionSource? end))
        {
            await Task.WhenAny(end.Task, Task.Delay(most, _time, cancellationToken));
        }

        return Find(id);
    }

    /// <summary>Whether an operation goes on.</summary>
    public static bool IsRunning(Resource operation) => operation.ToJson().Text("status") == Running;

    /// <summary>The headers of an answer that begins an operation.</summary>
    /// <param name="request">The request that began it.</param>
    /// <param name="id">The operation.</param>
    /// <param name="location">What <c>Location</c> says; the operation's result when null.</param>
    public (string Name, string Value)[] Headers(ArmRequest request, string id, string? location) =>
    [
        ("Azure-AsyncOperation", StatusUri(request, id)),
        ("Location", location ?? $"{request.BaseUri}{Path("mfeOperationResults", id)}?api-version={request.ApiVersion}"),
        ("Retry-After", "1"),
        ("x-ms-async-operation-timeout", "PT30M"),
    ];

    /// <summary>Where to ask for an operation.</summary>
    public string StatusUri(ArmRequest request, string id) => $"{request.BaseUri}{Path("mfeOperationsStatus", id)}?api-version={request.ApiVersion}";

    private string Path(string kind, string id) =>
        $"/subscriptions/{_workspace.SubscriptionId}/providers/Microsoft.MachineLearningServices/locations/{WorkspaceIdentity.Location}/{kind}/{id}";

    private void End(ResourceStore.Batch batch, Resource operation, string status, JsonObject? error = null)
    {
        JsonObject body = operation.ToJson();
        DateTimeOffset now = _time.GetUtcNow();
        body["endTime"] = ResourceJson.Time(now);
        body["percentComplete"] = 100.0;
        body["status"] = status;
        if (error is not null)
        {
            body["error"] = error;
        }

        batch.Put((operation with { ModifiedAt = now }).With(body));
    }
}
