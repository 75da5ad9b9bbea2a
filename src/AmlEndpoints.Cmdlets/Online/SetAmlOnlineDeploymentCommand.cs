using System.Management.Automation;
using AmlEndpoints.Assets;
using AmlEndpoints.Online;
using AmlEndpoints.Service;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Creates a deployment, or changes what is named of one that exists. -Verbose says which; -WhatIf shows the difference.</summary>
[Cmdlet(VerbsCommon.Set, "AmlOnlineDeployment", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(OnlineDeployment), typeof(LongRunningOperation))]
public sealed class SetAmlOnlineDeploymentCommand : OnlineDeploymentChange
{
    /// <summary>The deployment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [Alias("DeploymentName")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The model: <c>name:1</c>, <c>name@latest</c>, an id, or what Get-AmlModel gives. A new deployment needs it.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNull]
    public PSObject? Model { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        OnlineDeploymentSpec? spec = ReadFile(out string path);
        Name = Name.Length > 0 ? Name : spec?.Name ?? throw ErrorRecords.NotNamed(path, "name", "-Name");
        string? model = Model is null ? null : ReferenceTo(Model);
        if (await Deployments.TryGetAsync(EndpointName, Name, cancellationToken) is { } present)
        {
            await UpdateAsync(present, spec, model, cancellationToken);
            return;
        }

        if (model is null && spec?.Model is null)
        {
            throw new AmlServiceException(ServiceErrors.NotFound, $"update the deployment '{Name}' of the online endpoint '{EndpointName}'", "there is none of the name. To create it, name the model with -Model.");
        }

        if (ShouldProcess($"{EndpointName}/{Name}", "Create online deployment"))
        {
            ResourceBody file = await BodyOfAsync(spec, cancellationToken);
            await CreateAsync(Name, await BodyFromAsync(file, model, cancellationToken), cancellationToken);
            WriteVerbose($"Created the deployment '{Name}'.");
        }
    }

    private async Task UpdateAsync(OnlineDeployment present, OnlineDeploymentSpec? spec, string? model, CancellationToken cancellationToken)
    {
        // What the file describes in place is uploaded only when the user agrees.
        ResourceBody before = ResourceBody.Of(present);
        ResourceBody plan = spec is null ? new ResourceBody() : await new SpecAssets(Connection).PlanAsync(spec, cancellationToken);
        ResourceBody after = await BodyFromAsync(before.With(plan), model, cancellationToken);
        IReadOnlyList<string> differences = after.DifferencesFrom(before);
        bool changes = differences.Count > 0 || AllTraffic;
        if (changes && !ShouldProcess($"{EndpointName}/{Name}", $"Update online deployment ({string.Join("; ", differences)})"))
        {
            return;
        }

        if (changes && spec is not null)
        {
            after = await BodyFromAsync(before.With(await BodyOfAsync(spec, cancellationToken)), model, cancellationToken);
            changes = AllTraffic || after.DifferencesFrom(before).Count > 0;
        }

        if (!changes)
        {
            WriteVerbose($"The deployment '{Name}' is so already; nothing was sent.");
            WriteObject(present);
        }
        else
        {
            using (OperationBar bar = ShowProgress())
            {
                await Endpoints.GetSettledAsync(EndpointName, bar.Progress, cancellationToken);
            }

            await FinishAsync(await Deployments.UpdateAsync(present, after, AllTraffic, cancellationToken), NoWait, cancellationToken);
            WriteVerbose($"Updated the deployment '{Name}'.");
        }
    }
}
