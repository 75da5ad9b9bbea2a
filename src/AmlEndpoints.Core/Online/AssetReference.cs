using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>What names a model or an environment: <c>name:1</c>, <c>name@latest</c>, an ARM id, or <c>azureml://registries/…</c>; each also behind <c>azureml:</c>.</summary>
internal static class AssetReference
{
    private const string Prefix = "azureml:";
    private const string LatestLabel = "@latest";

    /// <summary>The id that a deployment has for the text.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="collection"><c>models</c> or <c>environments</c>.</param>
    /// <param name="text">What the user wrote.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AmlServiceException">The text names nothing, or there is no such asset.</exception>
    public static async Task<string> ResolveAsync(ServiceClient client, string collection, string text, CancellationToken cancellationToken)
    {
        string kind = collection[..^1];
        string name = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !text.StartsWith("azureml://", StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        if (name.StartsWith('/') || name.Contains("://", StringComparison.Ordinal))
        {
            return name;
        }

        if (name.EndsWith(LatestLabel, StringComparison.OrdinalIgnoreCase))
        {
            return await FindLatestAsync(client, collection, kind, name[..^LatestLabel.Length], cancellationToken).ConfigureAwait(false);
        }

        return name.Split(':') is [{ Length: > 0 } asset, { Length: > 0 } version]
            ? client.Address.IdOf(collection, asset, "versions", version)
            : throw new AmlServiceException(ServiceErrors.InvalidArgument, $"use the {kind} '{text}'", $"it is neither name:version nor name@latest. Write '{name}@latest' or, say, '{name}:1'.");
    }

    /// <summary><c>name:version</c> of an id; null when it is none of an asset in a workspace.</summary>
    public static string? ShortName(string? id) =>
        id?.Split('/') is [.., { } name, { } versions, { } version] && versions.Equals("versions", StringComparison.OrdinalIgnoreCase) ? $"{name}:{version}" : null;

    // The latest version is the one created last, whatever its name.
    private static async Task<string> FindLatestAsync(ServiceClient client, string collection, string kind, string name, CancellationToken cancellationToken)
    {
        string purpose = $"find the latest version of the {kind} '{name}'";
        await foreach (JsonObject version in client.ListAsync(
            purpose, [collection, name, "versions"], [("$orderBy", "createdtime desc"), ("$top", "1")], cancellationToken).ConfigureAwait(false))
        {
            return version.Text("id") ?? throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, "the service gave a version without an id.");
        }

        throw new AmlServiceException(ServiceErrors.NotFound, purpose, "it has no version that is not archived. Register one first.");
    }
}
