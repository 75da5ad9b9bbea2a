using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Shares the requests of an online endpoint out among its deployments. It comes back when the endpoint shows the new shares.</summary>
[Cmdlet(VerbsCommon.Set, "AmlTraffic", SupportsShouldProcess = true)]
[OutputType(typeof(OnlineEndpoint), typeof(LongRunningOperation))]
public sealed class SetAmlTrafficCommand : WorkspaceCommand
{
    /// <summary>The endpoint.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>
    /// Percent for each deployment: <c>@{blue=90; green=10}</c>, <c>'blue=90 green=10'</c> or <c>'blue=90', 'green=10'</c>. The sum is 0 or 100;
    /// deployments that are not named get none. Default: as it is.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public object? Traffic { get; set; }

    /// <summary>Percent of the requests of which one deployment gets a copy, at most 50: <c>@{green=10}</c> or <c>'green=10'</c>; <c>'green=0'</c> ends it. Default: as it is.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Mirror { get; set; }

    /// <summary>Gives the operation and does not wait for its end.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        TrafficChange change = new(TrafficArgument.Read(Traffic), TrafficArgument.Read(Mirror));
        if (change is { Live: null, Mirror: null })
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, $"set the traffic of the online endpoint '{EndpointName}'", "neither -Traffic nor -Mirror was given.");
        }

        if (!ShouldProcess(EndpointName, $"Set traffic ({string.Join("; ", Texts(change))})"))
        {
            return;
        }

        TrafficClient traffic = new(Connection);
        using OperationBar bar = ShowProgress();
        LongRunningOperation operation = await traffic.StartAsync(EndpointName, change, bar.Progress, cancellationToken);
        if (NoWait)
        {
            await FinishAsync(operation, noWait: true, cancellationToken);
        }
        else
        {
            await WaitAsync(operation, Session.Current, cancellationToken);
            WriteObject(await traffic.GetShownAsync(EndpointName, change, cancellationToken));
        }
    }

    private static IEnumerable<string> Texts(TrafficChange change)
    {
        foreach ((string name, int percent) in change.Live ?? new Dictionary<string, int>())
        {
            yield return $"{name} = {percent} %";
        }

        foreach ((string name, int percent) in change.Mirror ?? new Dictionary<string, int>())
        {
            yield return $"mirror {name} = {percent} %";
        }
    }
}
