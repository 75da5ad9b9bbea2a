namespace AmlEndpoints;

/// <summary>Every code of <see cref="AmlInputException"/>: the names that scripts test for.</summary>
public static class InputErrors
{
    /// <summary>There are no data.</summary>
    public const string Empty = "InputEmpty";

    /// <summary>The text is not valid JSON.</summary>
    public const string InvalidJson = "InputInvalidJson";

    /// <summary>The text is not valid CSV.</summary>
    public const string InvalidCsv = "InputInvalidCsv";

    /// <summary>The text is not UTF-8.</summary>
    public const string InvalidEncoding = "InputInvalidEncoding";

    /// <summary>The JSON is valid and is not one of the request dialects.</summary>
    public const string UnknownDialect = "InputUnknownDialect";

    /// <summary>Columns of the signature are missing.</summary>
    public const string MissingColumns = "InputMissingColumns";

    /// <summary>A column stands twice.</summary>
    public const string DuplicateColumn = "InputDuplicateColumn";

    /// <summary>A value does not have the column's type, or would change by being converted to it.</summary>
    public const string InvalidValue = "InputInvalidValue";

    /// <summary>A tensor or a row does not have the model's shape.</summary>
    public const string InvalidShape = "InputInvalidShape";

    /// <summary>An object in the pipeline is not a row.</summary>
    public const string NotARow = "InputNotARow";

    /// <summary>The model itself refused the values.</summary>
    public const string ModelFailed = "ModelFailed";
}
