using System.Collections;
using System.Management.Automation;
using AmlEndpoints.Models;

namespace AmlEndpoints.ModelCommands;

/// <summary>Packs an ONNX file into an MLflow model folder that MLflow, Azure Machine Learning and this module load.</summary>
[Cmdlet(VerbsData.Export, "AmlModel", SupportsShouldProcess = true)]
[OutputType(typeof(MlflowModel))]
public sealed class ExportAmlModelCommand : AmlCommand
{
    /// <summary>The ONNX file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The model folder to make.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>The names of the columns that a row has, in the graph's order. Default: the signature has the graph's tensors.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ColumnName { get; set; }

    /// <summary>The columns' type, or one for each column. Default: double.</summary>
    [Parameter]
    [ValidateSet("boolean", "integer", "long", "float", "double", "string")]
    public string[] ColumnType { get; set; } = ["double"];

    /// <summary>A CSV or JSON file whose rows become the input example. Default: one row of zeros.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InputExample { get; set; }

    /// <summary>Free text by name, kept in the MLmodel file.</summary>
    [Parameter]
    public Hashtable? Metadata { get; set; }

    /// <summary>Replaces a model folder that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ModelExport export = new()
        {
            OnnxPath = this.Resolve(Path),
            Destination = this.Resolve(Destination),
            Overwrite = Force,
            Columns = Columns(),
            InputExample = InputExample is null ? null : this.Resolve(InputExample),
            Metadata = Texts(Metadata),
        };
        if (ShouldProcess(export.Destination, "Make a model folder"))
        {
            WriteObject(await Task.Run(() => ModelExporter.Export(export), cancellationToken));
        }
    }

    private List<ColumnSpec>? Columns()
    {
        if (ColumnName is null)
        {
            return null;
        }

        if (ColumnType.Length != 1 && ColumnType.Length != ColumnName.Length)
        {
            ThrowTerminatingError(ErrorRecords.ColumnTypes($"There are {ColumnName.Length} columns and {ColumnType.Length} types. Give one type for all columns, or one for each."));
        }

        string? twice = ColumnName.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            ThrowTerminatingError(ErrorRecords.ColumnTypes($"The column '{twice}' stands twice in -ColumnName."));
        }

        return [.. ColumnName.Select((name, index) => new ColumnSpec(name, TypeAt(index), Required: true))];
    }

    private ScalarColumnType TypeAt(int index) =>
        new(Enum.Parse<DataType>(ColumnType[ColumnType.Length == 1 ? 0 : index], ignoreCase: true));

    private static Dictionary<string, string> Texts(Hashtable? table) => (table ?? [])
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => LanguagePrimitives.ConvertTo<string>(entry.Key), entry => LanguagePrimitives.ConvertTo<string>(entry.Value), StringComparer.Ordinal);
}
