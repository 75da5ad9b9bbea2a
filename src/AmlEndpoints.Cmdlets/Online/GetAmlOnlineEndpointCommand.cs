using System.Management.Automation;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Gives online endpoints: one, those that a pattern names, or all.</summary>
[Cmdlet(VerbsCommon.Get, "AmlOnlineEndpoint")]
[OutputType(typeof(OnlineEndpoint))]
public sealed class GetAmlOnlineEndpointCommand : WorkspaceCommand
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string name in Name)
        {
            await TryAsync(() => WriteAsync(name, cancellationToken));
        }
    }

    private async Task WriteAsync(string name, CancellationToken cancellationToken)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteObject(await Endpoints.GetAsync(name, cancellationToken));
            return;
        }

        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        await foreach (OnlineEndpoint endpoint in Endpoints.ListAsync(cancellationToken))
        {
            if (pattern.IsMatch(endpoint.Name))
            {
                WriteObject(endpoint);
            }
        }
    }
}
