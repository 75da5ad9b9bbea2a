namespace AmlEndpoints.Service;

/// <summary>Where a workspace is: in Azure, or in a local workspace, which has an address on this machine.</summary>
/// <param name="BaseUri">The management service: <c>https://management.azure.com</c>, or <c>http://127.0.0.1:…</c>.</param>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="ResourceGroupName">The resource group.</param>
/// <param name="WorkspaceName">The workspace.</param>
public sealed record WorkspaceAddress(Uri BaseUri, string SubscriptionId, string ResourceGroupName, string WorkspaceName)
{
    /// <summary>The management service of the public cloud.</summary>
    public static Uri AzureBaseUri { get; } = new("https://management.azure.com");

    /// <summary>The workspace's ARM id.</summary>
    public string Id => ServicePath.Join(
        ["subscriptions", SubscriptionId, "resourceGroups", ResourceGroupName, "providers", "Microsoft.MachineLearningServices", "workspaces", WorkspaceName]);

    /// <summary>Whether the workspace is on this machine.</summary>
    public bool IsLoopback => BaseUri.IsLoopback;

    /// <summary>The ARM id of something in the workspace, such as <c>models, m, versions, 1</c>.</summary>
    internal string IdOf(params IReadOnlyList<string> path) => Id + ServicePath.Join(path);
}
