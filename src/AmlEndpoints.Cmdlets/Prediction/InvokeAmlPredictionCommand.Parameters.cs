using System.Management.Automation;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <content>The parameters.</content>
public sealed partial class InvokeAmlPredictionCommand
{
    private const string EndpointSet = "Endpoint";
    private const string UriSet = "Uri";

    /// <summary>An MLflow model folder with the onnx flavor, or an ONNX file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Pipeline")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string ModelPath { get; set; } = "";

    /// <summary>An online endpoint of the session's workspace; its key or token is got by itself.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EndpointSet)]
    [ValidateNotNullOrEmpty]
    public string EndpointName { get; set; } = "";

    /// <summary>The address of an online endpoint, without a workspace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    [ValidateNotNull]
    public Uri ScoringUri { get; set; } = null!;

    /// <summary>What opens the endpoint: what Get-AmlCredential gives, a secure string, a text, or a credential whose password it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    [ValidateNotNull]
    public object Credential { get; set; } = null!;

    /// <summary>The deployment that is to answer. Default: the traffic decides.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    [ValidateNotNullOrEmpty]
    public string? DeploymentName { get; set; }

    /// <summary>The form of the requests to an endpoint that are made of rows. Default: Azure Machine Learning's, with <c>input_data</c>.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    public RequestDialect Dialect { get; set; } = RequestDialect.InputData;

    /// <summary>How many rows go to an endpoint in one request.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    [ValidateRange(1, 1_000_000)]
    public int BatchSize { get; set; } = 100;

    /// <summary>How many requests an endpoint gets at once. The answers come in the order of the rows all the same.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Gives one object for each request to an endpoint: the predictions, and the deployment, the request's id and the duration.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    public SwitchParameter IncludeResponse { get; set; }

    /// <summary>Files with input, with wildcards: CSV, JSON, PNG or JPEG. JSON goes to an endpoint as it is.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Path")]
    [Parameter(Position = 1, ParameterSetName = EndpointSet)]
    [Parameter(Position = 1, ParameterSetName = UriSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] InputPath { get; set; } = [];

    /// <summary>Files with input; characters such as [ stand for themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A row: an object with properties, a hashtable, or a list of numbers; or a file, as Get-ChildItem gives it.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = "Pipeline")]
    [Parameter(ValueFromPipeline = true, ParameterSetName = EndpointSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = UriSet)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>What the files hold, whatever their names end with.</summary>
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = EndpointSet)]
    [Parameter(ParameterSetName = UriSet)]
    public ContentType? ContentType { get; set; }

    /// <summary>Gives the JSON text that <c>mlflow models predict</c> prints, or an endpoint's answers as they came, instead of objects.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Writes the predictions to a file (.csv, .json or .jsonl), which appears when it is complete, instead of giving objects. Those of an endpoint have its digits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>Keeps an output file that exists, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }
}
