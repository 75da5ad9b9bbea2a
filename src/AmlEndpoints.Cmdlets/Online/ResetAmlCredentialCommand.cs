using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Replaces one of an endpoint's two keys by a new one. Callers with the old one are refused from then on.</summary>
[Cmdlet(VerbsCommon.Reset, "AmlCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AmlCredential), typeof(LongRunningOperation))]
public sealed class ResetAmlCredentialCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>Which key.</summary>
    [Parameter(Position = 1)]
    public EndpointKey KeyType { get; set; } = EndpointKey.Primary;

    /// <summary>Gives the secrets as texts that anybody can read.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the operation and does not wait for its end.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        OnlineEndpoint endpoint = await Endpoints.GetAsync(EndpointName, cancellationToken);
        if (endpoint.AuthMode != EndpointAuthMode.Key)
        {
            throw new AmlServiceException(ServiceErrors.InvalidState, $"replace a key of the online endpoint '{endpoint.Name}'", $"it has no keys: its mode is {endpoint.AuthMode}, and tokens expire by themselves.");
        }

        if (!this.MayDestroy(endpoint.Name, $"Replace the {KeyType} key; callers that have it are refused then", Force))
        {
            return;
        }

        LongRunningOperation operation = await Endpoints.RegenerateKeyAsync(endpoint.Name, KeyType, cancellationToken);
        if (NoWait)
        {
            await FinishAsync(operation, noWait: true, cancellationToken);
            return;
        }

        await WaitAsync(operation, Session.Current, cancellationToken);
        WriteObject(AmlCredential.From(endpoint.Name, await Endpoints.GetCredentialAsync(endpoint, cancellationToken), AsPlainText));
    }
}
