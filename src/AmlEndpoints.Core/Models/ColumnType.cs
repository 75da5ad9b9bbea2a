namespace AmlEndpoints.Models;

/// <summary>The type of a column or parameter in a signature (mlflow/types/schema.py).</summary>
public abstract record ColumnType
{
    private protected ColumnType()
    {
    }
}

/// <summary>One value of a <see cref="DataType"/>.</summary>
public sealed record ScalarColumnType(DataType Type) : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => DataTypeNames.NameOf(Type);
}

/// <summary>A list of values of one type.</summary>
public sealed record ArrayColumnType(ColumnType Items) : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => $"array of {Items}";
}

/// <summary>A map with known keys.</summary>
public sealed record ObjectColumnType(IReadOnlyList<ColumnSpec> Properties) : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => $"object with {string.Join(", ", Properties.Select(property => property.Name))}";
}

/// <summary>A map from text to values of one type.</summary>
public sealed record MapColumnType(ColumnType Values) : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => $"map to {Values}";
}

/// <summary>Any value.</summary>
public sealed record AnyColumnType : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => "any";
}

/// <summary>A Spark ML vector.</summary>
public sealed record SparkMLVectorColumnType : ColumnType
{
    /// <inheritdoc/>
    public override string ToString() => "sparkml_vector";
}
