using System.Globalization;

namespace AmlEndpoints.Models;

/// <summary>Shapes as text. Where the user's culture has its own minus sign, -1 must still be -1.</summary>
internal static class ShapeText
{
    /// <summary>The shape as NumPy shows it, but for the comma behind a single length: <c>(-1, 10)</c>.</summary>
    public static string Of(IEnumerable<long> shape) => $"({Join(shape)})";

    /// <summary>The lengths with commas between them.</summary>
    public static string Join(IEnumerable<long> shape) => string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
}
