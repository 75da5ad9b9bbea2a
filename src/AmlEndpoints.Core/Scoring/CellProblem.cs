using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>Why a value cannot go into a column.</summary>
internal enum CellProblem
{
    None,
    NotANumber,
    NotWhole,
    OutOfRange,
    Inexact,
    Missing,
    NotBoolean,
    NotText,
    TextNeeded,
}

/// <summary>The messages for cells: which row, which column, what stands there, what is needed.</summary>
internal static class CellErrors
{
    private const int LongestExcerpt = 60;

    /// <summary>Creates the error for one cell.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="row">The row, counted from 1.</param>
    /// <param name="column">The column's name, or its number from 1 as text.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="tensor">The tensor's element type, as ONNX names it.</param>
    public static AmlInputException Create(CellProblem problem, long row, string column, DataType type, string value, string tensor)
    {
        string name = DataTypeNames.NameOf(type);
        string excerpt = value.Length > LongestExcerpt ? value[..LongestExcerpt] + "…" : value;
        string reason = problem switch
        {
            CellProblem.NotANumber => $"'{excerpt}' is not a number, and the column is {name}.",
            CellProblem.NotWhole => $"{excerpt} is not a whole number, and the column is {name}. Round it yourself, or declare the column as double.",
            CellProblem.OutOfRange => $"{excerpt} does not fit: the column is {name} and the model's tensor is {tensor}.",
            CellProblem.Inexact => $"{excerpt} would be rounded: the column is {name} and the model's tensor is {tensor}.",
            CellProblem.Missing => $"the value is missing, and a column of type {name} cannot hold a missing value. Give a value, or declare the column as double, where a missing value is NaN.",
            CellProblem.NotBoolean => $"'{excerpt}' is neither true nor false, and the column is {name}.",
            CellProblem.NotText => $"{excerpt} is not text, and the column is {name}. Put it in quotes if it is meant as text.",
            _ => $"'{excerpt}' is text, and the model's tensor is {tensor}.",
        };
        return new AmlInputException(InputErrors.InvalidValue, $"row {row}, column {Quote(column)}: {reason}");
    }

    private static string Quote(string column) => column.Length > 0 && char.IsAsciiDigit(column[0]) ? column : $"'{column}'";
}
