namespace AmlEndpoints.Models;

/// <summary>The spelling of scalar types in signatures (mlflow.types.DataType, lower case).</summary>
internal static class DataTypeNames
{
    private static readonly Dictionary<string, DataType> _byName =
        Enum.GetValues<DataType>().ToDictionary(NameOf, type => type, StringComparer.Ordinal);

    /// <summary>All names, for messages.</summary>
    public static string All => string.Join(", ", _byName.Keys);

    public static string NameOf(DataType type) => type switch
    {
        DataType.Boolean => "boolean",
        DataType.Integer => "integer",
        DataType.Long => "long",
        DataType.Float => "float",
        DataType.Double => "double",
        DataType.String => "string",
        DataType.Binary => "binary",
        DataType.Datetime => "datetime",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static bool TryParse(string name, out DataType type) => _byName.TryGetValue(name, out type);
}
