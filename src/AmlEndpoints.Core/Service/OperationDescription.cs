using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>What must be known of an operation to finish it, also in another process.</summary>
internal sealed record OperationDescription
{
    public required string Purpose { get; init; }

    /// <summary>PUT, PATCH, DELETE or POST: what the end of the operation means.</summary>
    public required string Method { get; init; }

    /// <summary>The workspace's ARM id; the server's address may have changed when the operation is finished.</summary>
    public required string Workspace { get; init; }

    /// <summary>The resource's path in the workspace.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The value of Azure-AsyncOperation.</summary>
    public string? StatusLink { get; init; }

    /// <summary>The value of Location, when there is nothing better.</summary>
    public string? ResultLink { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The service had done it when it answered.</summary>
    public bool IsDone { get; init; }

    /// <summary>What the starter does when the operation has succeeded; its own JSON.</summary>
    public JsonObject? Then { get; init; }

    public string ResourceId => Workspace + ServicePath.Join(Path);

    public string ToId() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    public static OperationDescription FromId(string id)
    {
        try
        {
            if (JsonSerializer.Deserialize<OperationDescription>(Convert.FromBase64String(id)) is { } description)
            {
                return description;
            }
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
        }

        throw new AmlServiceException(ServiceErrors.InvalidOperation, "wait for the operation", "the text is not the Id of an operation. Give the Id as the command with -NoWait gave it, in full.");
    }
}
