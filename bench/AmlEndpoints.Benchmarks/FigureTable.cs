namespace AmlEndpoints.Benchmarks;

/// <summary>The table, as Markdown that is also readable in a terminal.</summary>
internal static class FigureTable
{
    private static readonly string[] _header = ["figure", "measured", "reach", "absolute values", "how"];

    public static void Write(TextWriter target, IReadOnlyList<(Figure Figure, Measurement Measured)> rows)
    {
        List<string[]> lines = [_header];
        lines.AddRange(rows.Select(row => new[] { $"`{row.Figure.Name}`: {row.Figure.What}", row.Measured.Ratio, row.Figure.Reach, row.Measured.Absolute, row.Figure.How }));
        int[] widths = [.. Enumerable.Range(0, _header.Length).Select(column => lines.Max(line => line[column].Length))];
        lines.Insert(1, [.. widths.Select(width => new string('-', width))]);
        foreach (string[] line in lines)
        {
            // The last column needs no padding.
            target.WriteLine($"| {string.Join(" | ", line.SkipLast(1).Select((cell, column) => cell.PadRight(widths[column])))} | {line[^1]} |");
        }
    }
}
