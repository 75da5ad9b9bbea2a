using System.Globalization;
using System.Text;

namespace AmlEndpoints.Benchmarks;

/// <summary>
/// CSV like that of the scenario, as large as wanted: 784 columns, about half of the pixels black, the others any brightness, each
/// as <c>%.6f</c> of its 255th. The same seed gives the same text.
/// </summary>
internal static class ImageCsv
{
    public const int Columns = 784;

    /// <summary>Each cell is 0.123456 and a comma or line end.</summary>
    public const int RowLength = Columns * 9;

    private const int BlockRows = 10_000;
    private const int Seed = 20_221;

    /// <summary>The header and so many rows.</summary>
    public static void Write(string path, long rows)
    {
        byte[] block = Rows((int)Math.Min(rows, BlockRows));
        using FileStream file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, Columns).Select(column => $"col_{column}")) + "\n"));
        for (long left = rows; left > 0; left -= BlockRows)
        {
            file.Write(block.AsSpan(0, (int)Math.Min(left, BlockRows) * RowLength));
        }
    }

    private static byte[] Rows(int count)
    {
        byte[][] cells = [.. Enumerable.Range(0, 256).Select(pixel => Encoding.ASCII.GetBytes((pixel / 255.0).ToString("F6", CultureInfo.InvariantCulture)))];
        Random random = new(Seed);
        byte[] text = new byte[count * RowLength];
        for (int cell = 0; cell < count * Columns; cell++)
        {
            int pixel = Math.Max(0, random.Next(-256, 256));
            cells[pixel].CopyTo(text, cell * 9);
            text[(cell * 9) + 8] = (cell + 1) % Columns == 0 ? (byte)'\n' : (byte)',';
        }

        return text;
    }
}
