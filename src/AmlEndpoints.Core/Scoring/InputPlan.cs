using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>
/// How values that are given by the names and types of the signature come to the inputs of the graph: made once, when a
/// model is loaded.
/// </summary>
internal sealed class InputPlan
{
    /// <summary>The graph's inputs.</summary>
    public required IReadOnlyList<GraphValue> Inputs { get; init; }

    /// <summary>The columns of the signature; null when the model takes tensors.</summary>
    public required IReadOnlyList<ColumnSlot>? Columns { get; init; }

    /// <summary>For a model that takes tensors: the name and value type by which each of the graph's inputs is given.</summary>
    public required IReadOnlyList<(string Name, DataType Type)> Tensors { get; init; }

    /// <summary>Whether columns are found by name; else by their order.</summary>
    public required bool Named { get; init; }

    /// <summary>Elements a row of each input; 0 while only data can tell.</summary>
    public required IReadOnlyList<int> Strides { get; init; }

    /// <summary>How many rows the graph takes at once, or null for any number.</summary>
    public int? FixedRows => Inputs.Select(input => (int?)input.FixedRows).FirstOrDefault(rows => rows is not null);

    /// <summary>The names of the columns that a row must have, for messages and for building tables; null where they are free.</summary>
    public IReadOnlyList<string>? ColumnNames => Columns is not null && Named ? [.. Columns.Select(column => column.Name)] : null;

    /// <summary>Finds where the columns of some rows go.</summary>
    /// <param name="names">The names in their order in the rows, or null when the rows have none.</param>
    /// <param name="count">How many values a row has.</param>
    /// <exception cref="AmlInputException">Columns are missing or stand twice, or there are too few or too many.</exception>
    public RowBinding Bind(IReadOnlyList<string>? names, int count) =>
        new(this, RowBinder.Bind(this, names, count));

    /// <summary>Finds where the values of a row go that can have no names: an image, an array.</summary>
    /// <exception cref="AmlInputException">There are too few or too many.</exception>
    public RowBinding BindFlat(int count) => Columns is null ? Bind(null, count)
        : Columns.Count == count ? new RowBinding(this, [.. Columns])
        : throw new AmlInputException(InputErrors.InvalidShape, $"a row has {count} values, and the model takes {Columns.Count} columns.");

    /// <summary>Creates an empty table for the inputs.</summary>
    public InputTable CreateTable() => new(this);
}
