using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Creates an online endpoint. One of the name must not exist.</summary>
[Cmdlet(VerbsCommon.New, "AmlOnlineEndpoint", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(OnlineEndpoint), typeof(LongRunningOperation))]
public sealed class NewAmlOnlineEndpointCommand : OnlineEndpointChange
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ResourceBody? file = ReadFile();
        if (ShouldProcess(Name, "Create online endpoint"))
        {
            await CreateAsync(file, cancellationToken);
        }
    }
}
