using System.Management.Automation;
using AmlEndpoints.Assets;

namespace AmlEndpoints.ModelCommands;

/// <summary>Downloads the files of a registered model into a folder, which appears when all of them are there.</summary>
[Cmdlet(VerbsData.Save, "AmlModel", SupportsShouldProcess = true)]
[OutputType(typeof(DirectoryInfo))]
public sealed class SaveAmlModelCommand : ModelCommand
{
    /// <summary>The model: <c>mnist</c> or <c>mnist@latest</c> for the version that was created last, <c>mnist:1</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The folder to make; it has the model's files, such as MLmodel. Default: a folder with the model's name here.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Replaces a folder that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ModelVersion model = await Models.GetAsync(ReferenceTo(Name), cancellationToken: cancellationToken);
        string destination = this.Resolve(Destination ?? model.Name);
        if (ShouldProcess(destination, $"Download model {model}"))
        {
            using TransferBar bar = ShowTransfer($"Download model '{model}'");
            await Models.DownloadAsync(model, destination, Force, bar.Progress, cancellationToken);
            WriteObject(new DirectoryInfo(destination));
        }
    }
}
