using System.Management.Automation;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;

namespace AmlEndpoints.ModelCommands;

/// <summary>Registers a model: uploads its files, unless the workspace has them, and creates a version. The version must not exist.</summary>
[Cmdlet(VerbsCommon.New, "AmlModel", SupportsShouldProcess = true)]
[OutputType(typeof(ModelVersion))]
public sealed class NewAmlModelCommand : ModelBody
{
    /// <summary>The model's name. Without -Version the model gets the next one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A model folder or file, or the address of one that is in the service, such as <c>azureml://datastores/…/paths/…</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelPath", "FullName", "Folder", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The storage format. Default: mlflow_model for a folder with an MLmodel file, else custom_model.</summary>
    [Parameter]
    [ValidateSet(ModelTypes.Mlflow, ModelTypes.Custom, ModelTypes.Triton)]
    public string? Type { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string path = ModelRegistration.IsAddressOf(Path) ? Path : this.Resolve(Path);
        ModelRegistration model = new(Name, path) { Version = Version, Type = Type, Body = BodyFrom(new ResourceBody()) };
        if (ShouldProcess(model.ToString(), $"Register model of {model.Path}"))
        {
            using TransferBar bar = ShowTransfer($"Register model '{model}'");
            WriteObject(await Models.RegisterAsync(model, bar.Progress, cancellationToken));
        }
    }
}
