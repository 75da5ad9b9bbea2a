using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>Where the files of an asset stand: an address in a datastore.</summary>
internal static partial class AssetPath
{
    /// <summary>
    /// The blobs' common prefix: of <c>azureml://subscriptions/…/datastores/{name}/paths/{prefix}</c>, <c>azureml://datastores/{name}/paths/{prefix}</c>, or the http
    /// address of the blob. Null when it is another kind of address.
    /// </summary>
    public static string? PrefixOf(string uri, string datastore, string container)
    {
        Match match = DatastoreUri().Match(uri);
        if (match.Success)
        {
            return match.Groups["store"].Value.Equals(datastore, StringComparison.OrdinalIgnoreCase) ? match.Groups["path"].Value.TrimEnd('/') : null;
        }

        string marker = $"/{container}/";
        int start = uri.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? uri.IndexOf(marker, StringComparison.Ordinal) : -1;
        return start < 0 ? null : Uri.UnescapeDataString(uri[(start + marker.Length)..]).TrimEnd('/');
    }

    /// <summary>Addresses are the same when they differ in the case of their fixed parts (<c>resourcegroups</c>, <c>resourceGroups</c>).</summary>
    public static bool Same(JsonNode one, JsonNode other) =>
        one is JsonValue first && other is JsonValue second && first.TryGetValue(out string? left) && second.TryGetValue(out string? right)
        && left.StartsWith("azureml://", StringComparison.OrdinalIgnoreCase)
        && string.Equals(Normalize(left), Normalize(right), StringComparison.Ordinal);

    /// <summary>The address as the service gives it back.</summary>
    public static string Normalize(string uri) => ResourceGroups().Replace(uri, "/resourceGroups/", 1).TrimEnd('/');

    [GeneratedRegex(@"^azureml://(.*/)?datastores/(?<store>[^/]+)/paths/(?<path>.+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex DatastoreUri();

    [GeneratedRegex("/resourcegroups/", RegexOptions.IgnoreCase)]
    private static partial Regex ResourceGroups();
}
