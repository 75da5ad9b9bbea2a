using System.Management.Automation;
using AmlEndpoints.Assets;

namespace AmlEndpoints.ModelCommands;

/// <summary>Gives registered models: a version, or of each model the version that was created last.</summary>
[Cmdlet(VerbsCommon.Get, "AmlModel")]
[OutputType(typeof(ModelVersion))]
public sealed class GetAmlModelCommand : ModelCommand
{
    /// <summary>Names, with wildcards: <c>mnist</c>, <c>mnist:1</c>, <c>mnist@latest</c>, <c>m*</c>. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gives all versions, the last created first.</summary>
    [Parameter]
    public SwitchParameter AllVersions { get; set; }

    /// <summary>Gives archived ones too.</summary>
    [Parameter]
    public SwitchParameter IncludeArchived { get; set; }

    /// <summary>Gives archived ones only.</summary>
    [Parameter]
    public SwitchParameter ArchivedOnly { get; set; }

    private AssetView View => ArchivedOnly ? AssetView.ArchivedOnly : IncludeArchived ? AssetView.All : AssetView.ActiveOnly;

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
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            await WriteMatchesAsync(new WildcardPattern(name, WildcardOptions.IgnoreCase), cancellationToken);
        }
        else if (AllVersions)
        {
            await WriteVersionsAsync(name, cancellationToken);
        }
        else
        {
            WriteObject(await Models.GetAsync(ReferenceTo(name), View, cancellationToken));
        }
    }

    private async Task WriteMatchesAsync(WildcardPattern pattern, CancellationToken cancellationToken)
    {
        // A model that is not archived may have versions that are.
        AssetView models = View == AssetView.ActiveOnly ? AssetView.ActiveOnly : AssetView.All;
        await foreach (string name in Models.ListNamesAsync(models, cancellationToken))
        {
            if (!pattern.IsMatch(name))
            {
                continue;
            }

            if (AllVersions)
            {
                await WriteVersionsAsync(name, cancellationToken);
            }
            else if (await Models.TryGetLatestAsync(name, View, cancellationToken) is { } latest)
            {
                WriteObject(latest);
            }
        }
    }

    private async Task WriteVersionsAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (ModelVersion model in Models.ListVersionsAsync(name, View, cancellationToken))
        {
            WriteObject(model);
        }
    }
}
