using System.Buffers;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Online;

/// <summary>Writes an endpoint's predictions to a file as those of a model in this process are written, with the numbers as the endpoint printed them.</summary>
internal static class AnswerText
{
    /// <summary>Formats the records, without what stands between answers.</summary>
    /// <param name="answer">The answer, read by <see cref="PredictionAnswer.ParseExactly"/>.</param>
    /// <param name="format">The file's format.</param>
    /// <param name="text">Where the text goes.</param>
    public static void Format(PredictionAnswer answer, PredictionFormat format, IBufferWriter<byte> text)
    {
        for (int row = 0; row < answer.Rows.Count; row++)
        {
            object?[] values = answer.Rows[row];
            switch (format)
            {
                case PredictionFormat.Json:
                    text.Write(row > 0 ? ", "u8 : default);
                    WriteMap(answer.Names.Zip(values), text);
                    break;
                case PredictionFormat.JsonLines:
                    WriteMap(answer.Names.Zip(values), text);
                    text.Write("\n"u8);
                    break;
                default:
                    text.Write(Encoding.UTF8.GetBytes(string.Join(',', values.Select(CellOf)) + "\n"));
                    break;
            }
        }
    }

    // As CsvText writes a model's predictions.
    private static string CellOf(object? value) => value switch
    {
        null or NumberText { Text: "NaN" } => "",
        NumberText { Text: "Infinity" } => "inf",
        NumberText { Text: "-Infinity" } => "-inf",
        NumberText number => number.Text,
        bool truth => truth ? "True" : "False",
        string text => CsvText.Quote(text),
        _ => CsvText.Quote(JsonOf(value)),
    };

    private static string JsonOf(object? value)
    {
        ArrayBufferWriter<byte> json = new();
        WriteValue(value, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void WriteValue(object? value, IBufferWriter<byte> text)
    {
        switch (value)
        {
            case NumberText number:
                text.Write(Encoding.UTF8.GetBytes(number.Text));
                break;
            case string word:
                text.WriteQuoted(word);
                break;
            case bool truth:
                text.Write(truth);
                break;
            case KeyValuePair<string, object?>[] map:
                WriteMap(map.Select(member => (member.Key, member.Value)), text);
                break;
            case object?[] list:
                text.Write("["u8);
                for (int index = 0; index < list.Length; index++)
                {
                    text.Write(index > 0 ? ", "u8 : default);
                    WriteValue(list[index], text);
                }

                text.Write("]"u8);
                break;
            default:
                text.Write("null"u8);
                break;
        }
    }

    private static void WriteMap(IEnumerable<(string Name, object? Value)> members, IBufferWriter<byte> text)
    {
        text.Write("{"u8);
        bool first = true;
        foreach ((string name, object? value) in members)
        {
            text.Write(first ? default : ", "u8);
            text.WriteQuoted(name);
            text.Write(": "u8);
            WriteValue(value, text);
            first = false;
        }

        text.Write("}"u8);
    }
}
