namespace AmlEndpoints;

/// <summary>Every code of <see cref="AmlFileException"/>: the names that scripts test for.</summary>
public static class FileErrors
{
    /// <summary>The file or folder does not exist.</summary>
    public const string NotFound = "FileNotFound";

    /// <summary>The file exists and cannot be read.</summary>
    public const string AccessFailed = "FileAccessFailed";

    /// <summary>The file or folder cannot be written.</summary>
    public const string WriteFailed = "FileWriteFailed";

    /// <summary>The target exists already.</summary>
    public const string Exists = "FileExists";

    /// <summary>A folder has no file that could be uploaded.</summary>
    public const string Empty = "FolderEmpty";

    /// <summary>A file was written to while it was read.</summary>
    public const string Changed = "FileChanged";

    /// <summary>A folder has no MLmodel file.</summary>
    public const string NotAModelFolder = "NotAModelFolder";

    /// <summary>The MLmodel file is not valid YAML or lacks what it must have.</summary>
    public const string MLmodelInvalid = "MLmodelInvalid";

    /// <summary>The signature in the MLmodel file is not valid.</summary>
    public const string SignatureInvalid = "SignatureInvalid";

    /// <summary>The folder has no onnx flavor.</summary>
    public const string NoOnnxFlavor = "NoOnnxFlavor";

    /// <summary>A conda.yaml is not valid.</summary>
    public const string EnvironmentInvalid = "EnvironmentInvalid";

    /// <summary>ONNX Runtime cannot load the model.</summary>
    public const string OnnxInvalid = "OnnxInvalid";

    /// <summary>The model uses an operator that ONNX Runtime does not have.</summary>
    public const string CustomOperator = "CustomOperator";

    /// <summary>The model uses an operator set or file format that is newer than the shipped ONNX Runtime.</summary>
    public const string OpsetTooNew = "OpsetTooNew";

    /// <summary>The signature does not fit the graph.</summary>
    public const string SignatureMismatch = "SignatureMismatch";

    /// <summary>An image cannot be decoded.</summary>
    public const string ImageInvalid = "ImageInvalid";

    /// <summary>The kind of a file cannot be told from its name.</summary>
    public const string UnknownContentType = "UnknownContentType";

    /// <summary>A spec file (endpoint, deployment, model, environment) is not valid; all that is wrong is told at once.</summary>
    public const string SpecInvalid = "SpecInvalid";

    /// <summary>A spec file describes something else than what was asked for, or something that this module does not have.</summary>
    public const string SpecWrongKind = "SpecWrongKind";
}
