using System.Buffers;
using System.Globalization;
using System.Text;

namespace AmlEndpoints.Scoring;

/// <summary>Writes CSV as pandas' to_csv does: quotes only where they are needed, a missing number as nothing, inf and -inf.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> _needQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The header with its line end.</summary>
    public static byte[] Header(IEnumerable<string> names) => Encoding.UTF8.GetBytes(string.Join(',', names.Select(Quote)) + "\n");

    /// <summary>Writes a row of predictions with its line end.</summary>
    public static void WriteRecord(Predictions predictions, int row, IBufferWriter<byte> target)
    {
        for (int column = 0; column < predictions.Names.Count; column++)
        {
            if (column > 0)
            {
                target.Write((byte)',');
            }

            WriteValue(predictions, row, column, target);
        }

        target.Write((byte)'\n');
    }

    /// <summary>A text as a cell.</summary>
    public static string Quote(string text) =>
        text.AsSpan().ContainsAny(_needQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void WriteValue(Predictions predictions, int row, int column, IBufferWriter<byte> target)
    {
        if (predictions.TypeOf(column) == typeof(float))
        {
            Write(target, predictions.GetValue<float>(row, column));
            return;
        }

        switch (predictions.GetValue(row, column))
        {
            case double number:
                Write(target, number);
                break;
            case string text:
                target.Write(Encoding.UTF8.GetBytes(Quote(text)));
                break;
            case bool truth:
                target.Write(truth ? "True"u8 : "False"u8);
                break;
            case IFormattable number:
                target.Write(Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture)));
                break;
            default:
                ArrayBufferWriter<byte> json = new();
                predictions.WriteValue(row, column, json);
                target.Write(Encoding.UTF8.GetBytes(Quote(Encoding.UTF8.GetString(json.WrittenSpan))));
                break;
        }
    }

    private static void Write(IBufferWriter<byte> target, double number)
    {
        if (double.IsFinite(number))
        {
            PythonJson.Write(target, number);
        }
        else if (!double.IsNaN(number))
        {
            target.Write(number > 0 ? "inf"u8 : "-inf"u8);
        }
    }
}
