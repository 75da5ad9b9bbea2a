using System.Text.RegularExpressions;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>
/// How people name an asset: <c>name</c>, <c>name:1</c>, <c>name@latest</c>, each also with <c>azureml:</c> before it, or its ARM id.
/// </summary>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The version; null when none is named.</param>
internal sealed partial record AssetReference(string Name, string? Version)
{
    /// <summary>Whether <c>@latest</c> was said.</summary>
    public bool IsLatest { get; private init; }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="noun">What it names, for the error: model.</param>
    /// <exception cref="AmlServiceException">It is no reference, or has a label other than <c>latest</c>.</exception>
    public static AssetReference Parse(string text, string noun)
    {
        if (ArmId().Match(text) is { Success: true } id)
        {
            return new(Uri.UnescapeDataString(id.Groups["name"].Value), Uri.UnescapeDataString(id.Groups["version"].Value));
        }

        Match match = Form().Match(text);
        if (match.Success && match.Groups["label"] is { Success: false } or { Value: "latest" })
        {
            return new(match.Groups["name"].Value, match.Groups["version"] is { Success: true, Value: { } version } ? version : null) { IsLatest = match.Groups["label"].Success };
        }

        throw new AmlServiceException(ServiceErrors.InvalidName, $"find the {noun} '{text}'", $"a {noun} is named 'name', 'name:version' or 'name@latest'.");
    }

    /// <summary>Whether a text is an id already, or an address in the service such as <c>azureml://registries/…</c>, and names nothing of this workspace alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The text without <c>azureml:</c> before it.</param>
    public static bool IsId(string text, out string id)
    {
        id = text.StartsWith("azureml:/subscriptions/", StringComparison.OrdinalIgnoreCase) ? text["azureml:".Length..] : text;
        return id.StartsWith('/') || DatastoreUri.IsAddress(id);
    }

    /// <summary><c>name:version</c> of an id; null when it is none of an asset in a workspace.</summary>
    public static string? ShortName(string? id) =>
        id is not null && ArmId().Match(id) is { Success: true } match ? $"{Uri.UnescapeDataString(match.Groups["name"].Value)}:{Uri.UnescapeDataString(match.Groups["version"].Value)}" : null;

    /// <summary>The reference as people write it.</summary>
    public override string ToString() => Version is not null ? $"{Name}:{Version}" : IsLatest ? $"{Name}@latest" : Name;

    [GeneratedRegex("^(?:azureml:)?(?<name>[^:@/\\s]+)(?::(?<version>[^:@/\\s]+)|@(?<label>[^:@/\\s]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("^(?:azureml:)?/subscriptions/.+/workspaces/[^/]+/[^/]+/(?<name>[^/]+)/versions/(?<version>[^/]+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ArmId();
}
