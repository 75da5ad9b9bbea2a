using System.Management.Automation;
using AmlEndpoints.Inspection;

namespace AmlEndpoints.ModelCommands;

/// <summary>Checks a model before it is registered or deployed, and gives what it finds.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmlModel")]
[OutputType(typeof(ModelFinding), typeof(bool))]
public sealed class TestAmlModelCommand : AmlCommand
{
    /// <summary>An MLflow model folder, or an ONNX file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelPath", "FullName", "Folder", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Gives true when there is no error among the findings, else false, instead of the findings.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string path = this.Resolve(Path);
        IReadOnlyList<ModelFinding> findings = await Task.Run(() => ModelInspector.Inspect(path, DateOnly.FromDateTime(DateTime.UtcNow)), cancellationToken);
        if (Quiet)
        {
            WriteObject(findings.All(finding => finding.Severity != FindingSeverity.Error));
            return;
        }

        WriteVerbose(findings.Count == 0 ? $"{path}: nothing was found." : $"{path}: {findings.Count} findings.");
        WriteObject(findings, enumerateCollection: true);
    }
}
