using System.Text.RegularExpressions;
using AmlEndpoints.Service;

namespace AmlEndpoints.Datastores;

/// <summary>
/// The address of a file or folder in a datastore, as assets have it:
/// <c>azureml://subscriptions/…/resourcegroups/…/workspaces/…/datastores/…/paths/…</c>, or without the workspace <c>azureml://datastores/…/paths/…</c>.
/// The path is as it is, without escapes.
/// </summary>
/// <param name="DatastoreName">The datastore.</param>
/// <param name="Path">The path in it, without a slash at its end.</param>
internal sealed partial record DatastoreUri(string DatastoreName, string Path)
{
    /// <summary>Reads an address; null when it is of another kind, such as <c>azureml://jobs/…</c>.</summary>
    public static DatastoreUri? Parse(string? uri)
    {
        Match match = Form().Match(uri ?? "");
        return match.Success ? new(match.Groups["store"].Value, match.Groups["path"].Value.TrimEnd('/')) : null;
    }

    /// <summary>Whether a text is an address of something that is in the service already, and not a path of the file system.</summary>
    public static bool IsAddress(string text) =>
        text.StartsWith("azureml://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("runs:/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The long form, spelled as azure-ai-ml does (<c>resourcegroups</c> in lower case).</summary>
    public string In(WorkspaceAddress workspace) =>
        $"azureml://subscriptions/{workspace.SubscriptionId}/resourcegroups/{workspace.ResourceGroupName}/workspaces/{workspace.WorkspaceName}/datastores/{DatastoreName}/paths/{Path}";

    [GeneratedRegex(
        "^azureml://(?:subscriptions/[^/]+/resourcegroups/[^/]+/(?:providers/[^/]+/)?workspaces/[^/]+/)?datastores/(?<store>[^/]+)/paths/+(?<path>.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();
}
