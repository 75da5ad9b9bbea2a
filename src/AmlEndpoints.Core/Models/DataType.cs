namespace AmlEndpoints.Models;

/// <summary>The scalar types of an MLflow column (mlflow.types.DataType), spelt in lower case in an MLmodel file.</summary>
public enum DataType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>32-bit floating point number.</summary>
    Float,

    /// <summary>64-bit floating point number.</summary>
    Double,

    /// <summary>Text.</summary>
    String,

    /// <summary>Bytes; base64 in JSON.</summary>
    Binary,

    /// <summary>A date with a time; ISO 8601 in JSON.</summary>
    Datetime,
}
