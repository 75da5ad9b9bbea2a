using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Creates an online endpoint, or changes what is named of one that exists. -Verbose says which; -WhatIf shows the difference.</summary>
[Cmdlet(VerbsCommon.Set, "AmlOnlineEndpoint", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(OnlineEndpoint), typeof(LongRunningOperation))]
public sealed class SetAmlOnlineEndpointCommand : OnlineEndpointChange
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ResourceBody? file = ReadFile();
        if (await Endpoints.TryGetAsync(Name, cancellationToken) is null)
        {
            if (ShouldProcess(Name, "Create online endpoint"))
            {
                await CreateAsync(file, cancellationToken);
                WriteVerbose($"Created the online endpoint '{Name}'.");
            }

            return;
        }

        using OperationBar bar = ShowProgress();
        OnlineEndpoint present = await Endpoints.GetSettledAsync(Name, bar.Progress, cancellationToken);
        ResourceBody before = ResourceBody.Of(present);
        ResourceBody after = BodyFrom(file is null ? before : before.With(file));
        IReadOnlyList<string> differences = after.DifferencesFrom(before);
        if (differences.Count == 0)
        {
            WriteVerbose($"The online endpoint '{Name}' is so already; nothing was sent.");
            WriteObject(present);
        }
        else if (ShouldProcess(Name, $"Update online endpoint ({string.Join("; ", differences)})"))
        {
            await FinishAsync(await Endpoints.UpdateAsync(Name, after, cancellationToken), NoWait, cancellationToken);
            WriteVerbose($"Updated the online endpoint '{Name}'.");
        }
    }
}
