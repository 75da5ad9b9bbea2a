using System.Management.Automation;
using AmlEndpoints.Requests;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Makes the body of a prediction request of images, CSV or objects.</summary>
[Cmdlet(VerbsData.ConvertTo, "AmlRequest", DefaultParameterSetName = "Pipeline", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ConvertToAmlRequestCommand : AmlCommand
{
    // What C's %.6f and pandas' to_json write, and the test data have.
    private const int CsvDecimals = 6;
    private const int JsonDecimals = 10;

    private readonly RequestTable _table = new();

    /// <summary>Files with wildcards: PNG, JPEG or CSV.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] InputPath { get; set; } = [];

    /// <summary>Files; characters such as [ stand for themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A row: an object with properties, a hashtable, a list of numbers, or an image file.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = "Pipeline")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The form of the request. Default: Azure Machine Learning's, with <c>input_data</c>.</summary>
    [Parameter]
    public RequestDialect Dialect { get; set; } = RequestDialect.InputData;

    /// <summary>Names for the columns, in their order. Default: those of the rows; for images and lists <c>col_0</c> and so on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ColumnName { get; set; }

    /// <summary>The model the request is for: its signature decides the names and the form, and the request is checked against it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ModelPath { get; set; }

    /// <summary>Decimals of the pixels of images. Default: 6 in CSV, 10 without trailing zeros in JSON.</summary>
    [Parameter]
    [ValidateRange(1, 17)]
    public int? Precision { get; set; }

    /// <summary>Writes the request to a file, UTF-8, instead of giving text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (ParameterSetName == "Pipeline")
        {
            AddRow();
            return;
        }

        bool literal = ParameterSetName == "LiteralPath";
        foreach (string path in literal ? LiteralPath : InputPath)
        {
            foreach (string file in this.Expand(path, literal))
            {
                await TryAsync(() =>
                {
                    AddFile(file);
                    return Task.CompletedTask;
                });
            }
        }
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken)
    {
        if (_table.Count == 0 && HasErrors)
        {
            return Task.CompletedTask;
        }

        if (ColumnName is not null)
        {
            _table.Rename(ColumnName);
        }

        using OnnxModel? model = ModelPath is null ? null : OnnxModel.Load(this.Resolve(ModelPath));
        string text = RequestWriter.Write(_table, Dialect, model);
        if (OutputPath is null)
        {
            WriteObject(text);
        }
        else if (ShouldProcess(this.Resolve(OutputPath), "Write request"))
        {
            RequestFile.Write(this.Resolve(OutputPath), text);
        }

        return Task.CompletedTask;
    }

    private void AddFile(string path)
    {
        switch (ContentTypes.Of(path))
        {
            case ContentType.Image:
                AddImage(path);
                break;
            case ContentType.Csv:
                _table.AddCsv(path);
                break;
            default:
                WriteError(ErrorRecords.NotConvertible(path));
                break;
        }
    }

    private void AddRow()
    {
        switch (PipelineRow.From(InputObject))
        {
            case null when InputObject is null && !MyInvocation.ExpectingInput:
                break;
            case null:
                WriteError(ErrorRecords.NotARow(InputObject?.BaseObject));
                break;
            case { File: { } file }:
                AddFile(file);
                break;
            case PipelineRow row:
                _table.Add(row.Names, row.Values);
                break;
        }
    }

    private void AddImage(string path)
    {
        bool csv = Dialect == RequestDialect.Csv;
        _table.AddImage(path, Precision ?? (csv ? CsvDecimals : JsonDecimals), keepZeros: csv);
    }
}
