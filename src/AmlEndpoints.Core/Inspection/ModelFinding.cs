namespace AmlEndpoints.Inspection;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing breaks.</summary>
    Information,

    /// <summary>Something will surprise, or break in a place other than this module.</summary>
    Warning,

    /// <summary>The model cannot be used as it is.</summary>
    Error,
}

/// <summary>One thing that the pre-flight found in a model.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Its stable name, one of <see cref="FindingCodes"/> or of <see cref="FileErrors"/>.</param>
/// <param name="File">The file or folder it is about.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do.</param>
public sealed record ModelFinding(FindingSeverity Severity, string Code, string File, string Message, string Advice);

/// <summary>The codes that only the pre-flight gives.</summary>
public static class FindingCodes
{
    /// <summary>The folder has no signature.</summary>
    public const string NoSignature = "NoSignature";

    /// <summary>The signature's outputs are not the graph's.</summary>
    public const string OutputMismatch = "OutputMismatch";

    /// <summary>A file that another names does not exist.</summary>
    public const string MissingFile = "MissingFile";

    /// <summary>There is no input example.</summary>
    public const string NoInputExample = "NoInputExample";

    /// <summary>The input example does not predict.</summary>
    public const string InputExampleFails = "InputExampleFails";

    /// <summary>There is no python_function flavor, by which MLflow and Azure serve a model.</summary>
    public const string NoPythonFunction = "NoPythonFunction";

    /// <summary>MLflow's onnx wrapper answers with one record a value, not one a row.</summary>
    public const string FlattenedByMlflow = "FlattenedByMlflow";

    /// <summary>Azure's server cannot write the answer of a tensor model.</summary>
    public const string TensorAnswerFailsInAzure = "TensorAnswerFailsInAzure";

    /// <summary>MLflow does not convert the declared type to the graph's.</summary>
    public const string TypeFailsInMlflow = "TypeFailsInMlflow";

    /// <summary>MLflow gives the columns another shape than the graph takes.</summary>
    public const string ShapeFailsInMlflow = "ShapeFailsInMlflow";

    /// <summary>MLflow 3 or later, which Azure's images for MLflow models do not take.</summary>
    public const string MlflowTooNew = "MlflowTooNew";

    /// <summary>A Python release without support.</summary>
    public const string PythonOutOfSupport = "PythonOutOfSupport";

    /// <summary>A package that is needed and not asked for.</summary>
    public const string MissingPackage = "MissingPackage";

    /// <summary>A package without a version.</summary>
    public const string UnpinnedPackage = "UnpinnedPackage";
}
