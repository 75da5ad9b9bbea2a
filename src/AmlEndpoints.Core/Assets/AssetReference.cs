using System.Text.RegularExpressions;
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

    /// <summary>The reference as people write it.</summary>
    public override string ToString() => Version is not null ? $"{Name}:{Version}" : IsLatest ? $"{Name}@latest" : Name;

    [GeneratedRegex("^(?:azureml:)?(?<name>[^:@/\\s]+)(?::(?<version>[^:@/\\s]+)|@(?<label>[^:@/\\s]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("^(?:azureml:)?/subscriptions/.+/workspaces/[^/]+/[^/]+/(?<name>[^/]+)/versions/(?<version>[^/]+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ArmId();
}
