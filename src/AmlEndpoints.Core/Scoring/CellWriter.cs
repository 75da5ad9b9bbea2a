using System.Text;
using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Puts single values into a tensor by the declared type of their column. What would change the value is refused:
/// 1.5 for a whole number, a number that does not fit, nothing where something is needed.
/// </summary>
internal static class CellWriter
{
    /// <summary>A number, as its text stands in JSON or CSV.</summary>
    public static CellProblem SetNumberText(TensorBuffer tensor, int index, DataType type, ReadOnlySpan<byte> text)
    {
        switch (type)
        {
            case DataType.Double or DataType.Float:
                return !Utf8Number.TryParse(text, out double number) ? CellProblem.NotANumber
                    : double.IsInfinity(number) ? CellProblem.OutOfRange
                    : SetFloating(tensor, index, type, number);
            case DataType.Integer or DataType.Long or DataType.Boolean:
                return Utf8Number.TryParse(text, out long whole) ? SetWhole(tensor, index, type, whole)
                    : Utf8Number.TryParse(text, out decimal exact) ? SetDecimal(tensor, index, type, exact)
                    : !Utf8Number.TryParse(text, out double fraction) ? CellProblem.NotANumber
                    : double.IsInfinity(fraction) ? CellProblem.OutOfRange
                    : SetNumber(tensor, index, type, fraction);
            default:
                return CellProblem.NotText;
        }
    }

    /// <summary>A text: JSON in quotes, a CSV cell, a .NET string.</summary>
    public static CellProblem SetText(TensorBuffer tensor, int index, DataType type, ReadOnlySpan<byte> text)
    {
        if (type == DataType.String)
        {
            return tensor.SetText(index, Encoding.UTF8.GetString(text));
        }

        ReadOnlySpan<byte> trimmed = text.Trim(" \t"u8);
        if (type == DataType.Boolean && TryParseBoolean(trimmed, out bool truth))
        {
            return tensor.SetBoolean(index, truth);
        }

        if (trimmed.IsEmpty || MissingWords.Contains(trimmed))
        {
            return SetMissing(tensor, index, type);
        }

        if (type is DataType.Double or DataType.Float && TryParseInfinity(trimmed, out double infinity))
        {
            return SetFloating(tensor, index, type, infinity);
        }

        CellProblem problem = SetNumberText(tensor, index, type, trimmed);
        return problem == CellProblem.NotANumber && type == DataType.Boolean ? CellProblem.NotBoolean : problem;
    }

    // A float column is rounded to float32 whatever the tensor, as MLflow does when it casts the column.
    private static CellProblem SetFloating(TensorBuffer tensor, int index, DataType type, double value)
    {
        double rounded = type == DataType.Float ? (float)value : value;
        return double.IsInfinity(rounded) && double.IsFinite(value) ? CellProblem.OutOfRange : tensor.SetNumber(index, rounded);
    }

    private static CellProblem SetDecimal(TensorBuffer tensor, int index, DataType type, decimal value) =>
        decimal.Truncate(value) == value ? SetWhole(tensor, index, type, (Int128)value)
        : type == DataType.Boolean ? CellProblem.NotBoolean
        : CellProblem.NotWhole;

    public static CellProblem SetNumber(TensorBuffer tensor, int index, DataType type, double value) => type switch
    {
        DataType.Double or DataType.Float => SetFloating(tensor, index, type, value),
        DataType.String => CellProblem.NotText,
        DataType.Boolean => value is 0 or 1 ? SetBoolean(tensor, index, type, value == 1) : CellProblem.NotBoolean,
        _ when double.IsNaN(value) => CellProblem.Missing,
        _ when Math.Floor(value) != value => CellProblem.NotWhole,
        _ when Math.Abs(value) >= 1e20 => CellProblem.OutOfRange,
        _ => SetWhole(tensor, index, type, (Int128)value),
    };

    public static CellProblem SetWhole(TensorBuffer tensor, int index, DataType type, Int128 value) => type switch
    {
        // A double column takes a whole number as the nearest double, as reading its text would.
        DataType.Double or DataType.Float => SetFloating(tensor, index, type, (double)value),
        DataType.Integer when value < int.MinValue || value > int.MaxValue => CellProblem.OutOfRange,
        DataType.Boolean => value == 0 || value == 1 ? tensor.SetBoolean(index, value == 1) : CellProblem.NotBoolean,
        DataType.String => CellProblem.NotText,
        _ => tensor.SetWhole(index, value),
    };

    public static CellProblem SetBoolean(TensorBuffer tensor, int index, DataType type, bool value) => type switch
    {
        DataType.Boolean => tensor.SetBoolean(index, value),
        DataType.String => CellProblem.NotText,
        _ => CellProblem.NotANumber,
    };

    public static CellProblem SetMissing(TensorBuffer tensor, int index, DataType type) =>
        type is DataType.Double or DataType.Float ? tensor.SetMissing(index) : CellProblem.Missing;

    // pandas reads true, True and TRUE in a boolean CSV column (pandas/_libs/parsers.pyx).
    private static bool TryParseBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8) || text.SequenceEqual("TRUE"u8);
        return value || text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8) || text.SequenceEqual("FALSE"u8);
    }

    private static bool TryParseInfinity(ReadOnlySpan<byte> text, out double value)
    {
        bool negative = text[0] == '-';
        ReadOnlySpan<byte> word = negative || text[0] == '+' ? text[1..] : text;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8);
    }
}
