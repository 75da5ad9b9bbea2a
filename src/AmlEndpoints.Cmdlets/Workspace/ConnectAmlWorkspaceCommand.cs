using System.Management.Automation;
using System.Net;
using System.Security;
using AmlEndpoints.LocalCommands;
using AmlEndpoints.Service;

namespace AmlEndpoints.WorkspaceCommands;

/// <summary>Connects the session to a workspace, in Azure or on this machine. All other commands work in it.</summary>
[Cmdlet(VerbsCommunications.Connect, "AmlWorkspace", DefaultParameterSetName = "Azure")]
[OutputType(typeof(AmlWorkspace))]
public sealed class ConnectAmlWorkspaceCommand : AmlCommand
{
    /// <summary>Connects to a local workspace. A server that ends with this PowerShell process is started when none runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Local")]
    public SwitchParameter Local { get; set; }

    /// <summary>The folder of the local workspace. Default: the user's.</summary>
    [Parameter(Position = 0, ParameterSetName = "Local")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The subscription.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Azure", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string SubscriptionId { get; set; } = "";

    /// <summary>The resource group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Azure", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>The workspace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Azure", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string WorkspaceName { get; set; } = "";

    /// <summary>An access token for the management service, such as <c>az account get-access-token</c> gives.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Azure")]
    [ValidateNotNull]
    public SecureString AccessToken { get; set; } = null!;

    /// <summary>The management service. Default: that of the public cloud, <c>https://management.azure.com</c>.</summary>
    [Parameter(ParameterSetName = "Azure")]
    [ValidateNotNull]
    public Uri BaseUri { get; set; } = WorkspaceAddress.AzureBaseUri;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        WorkspaceConnection connection = ParameterSetName == "Local"
            ? await LocalServerProcess.ConnectAsync(Path is null ? LocalServerProcess.DefaultFolder : this.Resolve(Path), cancellationToken)
            : WorkspaceConnection.FromToken(
                new WorkspaceAddress(BaseUri, SubscriptionId, ResourceGroupName, WorkspaceName), new NetworkCredential("", AccessToken).Password);

        // A wrong name or token shows here, and not in the middle of the work.
        AmlWorkspace workspace = await connection.GetWorkspaceAsync(cancellationToken);
        Session.Current.Connection = connection;
        WriteObject(workspace);
    }
}
