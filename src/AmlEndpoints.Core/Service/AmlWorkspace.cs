using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>A workspace.</summary>
/// <param name="json">The workspace as the service gives it.</param>
/// <param name="address">Where it is.</param>
public sealed class AmlWorkspace(JsonObject json, WorkspaceAddress address) : ArmResource(json)
{
    /// <summary>The name.</summary>
    public string Name => address.WorkspaceName;

    /// <summary>The subscription.</summary>
    public string SubscriptionId => address.SubscriptionId;

    /// <summary>The resource group.</summary>
    public string ResourceGroupName => address.ResourceGroupName;

    /// <summary>The name again, for commands that take workspaces.</summary>
    public string WorkspaceName => address.WorkspaceName;

    /// <summary>The management service.</summary>
    public Uri BaseUri => address.BaseUri;

    /// <summary>Whether it is on this machine.</summary>
    public bool IsLocal => address.IsLoopback;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
