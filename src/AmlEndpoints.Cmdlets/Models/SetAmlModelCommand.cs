using System.Management.Automation;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;

namespace AmlEndpoints.ModelCommands;

/// <summary>
/// Changes what is named of a registered model; its files cannot be changed. Archived models are left out of lists, and deployments go on
/// with them. -WhatIf shows the difference.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AmlModel", SupportsShouldProcess = true, DefaultParameterSetName = "Update")]
[OutputType(typeof(ModelVersion))]
public sealed class SetAmlModelCommand : ModelBody
{
    /// <summary>The model: <c>mnist:1</c>, <c>mnist@latest</c>. -Archive and -Restore without a version are for all of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Leaves the model out of lists.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Archive")]
    public SwitchParameter Archive { get; set; }

    /// <summary>Puts an archived model into lists again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Restore")]
    public SwitchParameter Restore { get; set; }

    private bool? Archived => Archive ? true : Restore ? false : null;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string reference = ReferenceTo(Name);
        if (!ModelClient.NamesVersion(reference))
        {
            await ChangeAllAsync(reference, cancellationToken);
            return;
        }

        ModelVersion present = await Models.GetAsync(reference, AssetView.All, cancellationToken);
        ResourceBody before = ResourceBody.Of(present);
        ResourceBody after = BodyFrom(before).Set(Archived, "properties", "isArchived");
        IReadOnlyList<string> differences = after.DifferencesFrom(before);
        if (differences.Count == 0)
        {
            WriteVerbose($"The model '{present}' is so already; nothing was sent.");
            WriteObject(present);
        }
        else if (ShouldProcess(present.ToString(), $"Update model ({string.Join("; ", differences)})"))
        {
            WriteObject(await Models.UpdateAsync(present.Name, present.Version, after, cancellationToken));
        }
    }

    private async Task ChangeAllAsync(string name, CancellationToken cancellationToken)
    {
        if (Archived is not { } archived || Description is not null || Tag is not null || Property is not null || Stage is not null)
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, $"change the model '{name}'", $"it is not said which version of it. Write '{name}@latest' or, say, '{name}:1'.");
        }

        if (ShouldProcess(name, archived ? "Archive model with all its versions" : "Restore model with all its versions"))
        {
            await Models.ArchiveAllAsync(name, archived, cancellationToken);
        }
    }
}
