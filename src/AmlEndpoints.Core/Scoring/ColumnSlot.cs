using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>Where the values of one column go.</summary>
/// <param name="Name">The column's name; its number, from 1, when it has none.</param>
/// <param name="Type">What the signature declares the values to be.</param>
/// <param name="Tensor">The index of the graph's input.</param>
/// <param name="Offset">The first element in the row.</param>
/// <param name="Width">Elements a row: 1, or more for a column of lists; 0 while the first row has not told.</param>
/// <param name="Required">Whether a row must have it.</param>
internal sealed record ColumnSlot(string Name, DataType Type, int Tensor, int Offset, int Width, bool Required)
{
    /// <summary>Whether a list can stand in a cell.</summary>
    public bool TakesList => Width != 1;
}
