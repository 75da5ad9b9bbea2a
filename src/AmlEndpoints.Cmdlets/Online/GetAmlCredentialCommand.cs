using System.Management.Automation;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Gives the keys of an online endpoint, or a token for it, as its mode is. Invoke-AmlPrediction -EndpointName gets them by itself.</summary>
[Cmdlet(VerbsCommon.Get, "AmlCredential")]
[OutputType(typeof(AmlCredential))]
public sealed class GetAmlCredentialCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>Gives the secrets as texts that anybody can read.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        OnlineEndpoint endpoint = await Endpoints.GetAsync(EndpointName, cancellationToken);
        WriteObject(AmlCredential.From(endpoint.Name, await Endpoints.GetCredentialAsync(endpoint, cancellationToken), AsPlainText));
    }
}
