using System.Management.Automation;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;

namespace AmlEndpoints.ModelCommands;

/// <summary>Deletes a version of a registered model, or with -Force all of them. It asks first. The files stay: other models may have the same.</summary>
[Cmdlet(VerbsCommon.Remove, "AmlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAmlModelCommand : ModelCommand
{
    /// <summary>The model: <c>mnist:1</c>, <c>mnist@latest</c>; with -Force also <c>mnist</c>, for all versions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string reference = ReferenceTo(Name);
        if (ModelClient.NamesVersion(reference))
        {
            ModelVersion model = await Models.GetAsync(reference, AssetView.All, cancellationToken);
            if (this.MayDestroy(model.ToString(), "Delete model", Force))
            {
                await Models.DeleteAsync(model.Name, model.Version, cancellationToken);
            }

            return;
        }

        if (!Force)
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, $"delete the model '{reference}'", $"it is not said which version of it. Write, say, '{reference}:1', or give -Force to delete all versions.");
        }

        if (this.MayDestroy(reference, "Delete model with all its versions", Force))
        {
            await Models.DeleteAllAsync(reference, cancellationToken);
        }
    }
}
