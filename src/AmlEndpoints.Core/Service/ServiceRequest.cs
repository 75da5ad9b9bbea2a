using System.Text.Json.Nodes;
using Azure.Core;

namespace AmlEndpoints.Service;

/// <summary>What is asked of the workspace.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Purpose">What is asked, to follow "Cannot" in an error: <c>delete the online endpoint 'mnist'</c>.</param>
/// <param name="Path">The names behind the workspace's id, such as <c>models, m, versions, 1</c>; they are escaped.</param>
internal sealed record ServiceRequest(RequestMethod Method, string Purpose, params IReadOnlyList<string> Path)
{
    /// <summary>The JSON to send, if any.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Parameters besides <c>api-version</c>; those whose value is null are left out.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; init; } = [];
}
