using System.Management.Automation;
using AmlEndpoints.Assets;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.ModelCommands;

/// <summary>Registers a model: uploads its files, unless the workspace has them, and creates a version. The version must not exist.</summary>
[Cmdlet(VerbsCommon.New, "AmlModel", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(ModelVersion))]
public sealed class NewAmlModelCommand : ModelBody
{
    /// <summary>The model's name. Without -Version the model gets the next one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A model folder or file, or the address of one that is in the service, such as <c>azureml://datastores/…/paths/…</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ByFile)]
    [Alias("ModelPath", "FullName", "Folder", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>A model file (YAML). Parameters go over what it says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    /// <summary>The storage format. Default: mlflow_model for a folder with an MLmodel file, else custom_model.</summary>
    [Parameter]
    [ValidateSet(ModelTypes.Mlflow, ModelTypes.Custom, ModelTypes.Triton)]
    public string? Type { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ModelRegistration model = File is null ? new ModelRegistration(Name, ResolvedPath) : FromFile(this.Resolve(File));
        model = model with { Version = Version ?? model.Version, Type = Type ?? model.Type, Body = BodyFrom(model.Body) };
        if (ShouldProcess(model.ToString(), $"Register model of {model.Path}"))
        {
            using TransferBar bar = ShowTransfer($"Register model '{model}'");
            WriteObject(await Models.RegisterAsync(model, bar.Progress, cancellationToken));
        }
    }

    private string ResolvedPath => ModelRegistration.IsAddressOf(Path) ? Path : this.Resolve(Path);

    private ModelRegistration FromFile(string file)
    {
        ModelSpec spec = SpecFile.ReadModel(file);
        string name = Name.Length > 0 ? Name : spec.Name ?? throw ErrorRecords.NotNamed(file, "name", "-Name");
        return SpecAssets.ToRegistration(Path.Length > 0 ? spec with { Path = ResolvedPath } : spec, name, file);
    }
}
