using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Requests;

/// <summary>What a cell of a request is.</summary>
internal enum RequestCellKind
{
    Missing,
    Number,
    Text,
    Truth,
    List,
}

/// <summary>One value of a request: its kind and its text as JSON has it (a text without its quotes).</summary>
internal readonly record struct RequestCell(RequestCellKind Kind, string Value)
{
    public static RequestCell Missing { get; } = new(RequestCellKind.Missing, "");

    /// <summary>The cell for a .NET value.</summary>
    /// <exception cref="AmlInputException">The value is none that a request can have.</exception>
    public static RequestCell From(object? value, string column) => value switch
    {
        null or DBNull => Missing,
        string text => new RequestCell(RequestCellKind.Text, text),
        char letter => new RequestCell(RequestCellKind.Text, letter.ToString()),
        bool truth => new RequestCell(RequestCellKind.Truth, truth ? "true" : "false"),
        double number => double.IsFinite(number) ? new RequestCell(RequestCellKind.Number, Text(number)) : Missing,
        // The shortest digits of the float itself: widened to double they would be many more.
        float number => float.IsFinite(number) ? new RequestCell(RequestCellKind.Number, number.ToString("R", CultureInfo.InvariantCulture)) : Missing,
        Half number when !Half.IsFinite(number) => Missing,
        IFormattable number and (int or long or short or sbyte or byte or ushort or uint or ulong or decimal or Half or System.Numerics.BigInteger) =>
            new RequestCell(RequestCellKind.Number, number.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable list => new RequestCell(RequestCellKind.List, $"[{string.Join(',', list.Cast<object?>().Select(item => From(item, column).ToJson()))}]"),
        _ => throw new AmlInputException(InputErrors.InvalidValue, $"column '{column}': a value of type {value.GetType().Name} cannot stand in a request. Give numbers, texts, booleans or lists of them."),
    };

    /// <summary>The cell for a text that may be meant as a number.</summary>
    public static RequestCell FromNumberText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Trim());
        return IsMissingText(text) ? Missing
            : Utf8Number.IsJson(bytes) ? new RequestCell(RequestCellKind.Number, text.Trim())
            : Utf8Number.TryParse(bytes, out double number) && double.IsFinite(number) ? new RequestCell(RequestCellKind.Number, Text(number))
            : new RequestCell(RequestCellKind.Text, text);
    }

    /// <summary>Whether pandas would read the text as a missing value.</summary>
    public static bool IsMissingText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Trim());
        return bytes.Length == 0 || MissingWords.Contains(bytes);
    }

    /// <summary>The value as JSON.</summary>
    public string ToJson()
    {
        if (Kind != RequestCellKind.Text)
        {
            return Kind == RequestCellKind.Missing ? "null" : Value;
        }

        ArrayBufferWriter<byte> text = new();
        text.WriteQuoted(Value);
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }

    /// <summary>The value as a CSV cell.</summary>
    public string ToCsv() => Kind switch
    {
        RequestCellKind.Missing => "",
        RequestCellKind.Truth => Value == "true" ? "True" : "False",
        _ => CsvText.Quote(Value),
    };

    private static string Text(double number)
    {
        Span<byte> text = stackalloc byte[PythonNumber.MaxLength];
        return Encoding.ASCII.GetString(text[..PythonNumber.Format(number, text)]);
    }
}
