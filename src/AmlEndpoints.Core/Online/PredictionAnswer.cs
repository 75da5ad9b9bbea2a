using System.Globalization;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Online;

/// <summary>
/// The predictions in an endpoint's answer: <c>[{"0": -2.5, …}, …]</c> as MLflow models give them in Azure, a bare list of numbers or lists, or either
/// under <c>predictions</c>, as MLflow's own server has it; also as JSON in a JSON text, which scoring scripts often give.
/// </summary>
/// <remarks>Numbers with a point are double, others long: JSON does not say that a model gives float. NaN and Infinity, which Python writes, are read.</remarks>
public sealed class PredictionAnswer
{
    private const int DeepestValue = 64;

    private PredictionAnswer(IReadOnlyList<string> names, IReadOnlyList<Type> types, IReadOnlyList<object?[]> rows) => (Names, Types, Rows) = (names, types, rows);

    /// <summary>The properties of each record, in order; <c>0</c>, <c>1</c>… for values without names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The type of each property's values: double, long, string or bool; object for what differs from row to row, lists, maps and null.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>The values of each row: of the property's type, or lists as arrays and maps as arrays of pairs.</summary>
    public IReadOnlyList<object?[]> Rows { get; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="AmlInputException">It is not JSON.</exception>
    public static PredictionAnswer Parse(ReadOnlySpan<byte> body) => Parse(body, exact: false);

    /// <summary>Reads an answer, with the numbers as <see cref="NumberText"/>.</summary>
    /// <exception cref="AmlInputException">It is not JSON.</exception>
    internal static PredictionAnswer ParseExactly(ReadOnlySpan<byte> body) => Parse(body, exact: true);

    private static PredictionAnswer Parse(ReadOnlySpan<byte> body, bool exact)
    {
        object? value = Read(body, exact);
        if (value is string text && text.AsSpan().TrimStart() is ['[' or '{', ..])
        {
            value = Read(Encoding.UTF8.GetBytes(text), exact);
        }

        if (value is KeyValuePair<string, object?>[] map && map.FirstOrDefault(member => member.Key == "predictions") is { Key: not null } predictions)
        {
            value = predictions.Value;
        }

        return FromRows(value as object?[] ?? [value]);
    }

    private static PredictionAnswer FromRows(object?[] items)
    {
        Dictionary<string, int> columns = new(StringComparer.Ordinal);
        List<KeyValuePair<string, object?>[]> records = [.. items.Select(RecordOf)];
        foreach ((string name, object? _) in records.SelectMany(record => record))
        {
            columns.TryAdd(name, columns.Count);
        }

        List<object?[]> rows = [];
        foreach (KeyValuePair<string, object?>[] record in records)
        {
            object?[] row = new object?[columns.Count];
            foreach ((string name, object? item) in record)
            {
                row[columns[name]] = item;
            }

            rows.Add(row);
        }

        Type[] types = [.. Enumerable.Range(0, columns.Count).Select(column => TypeOf(rows, column))];
        return new PredictionAnswer([.. columns.Keys], types, rows);
    }

    private static KeyValuePair<string, object?>[] RecordOf(object? item) => item switch
    {
        KeyValuePair<string, object?>[] record => record,
        object?[] list => [.. list.Select((value, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), value))],
        _ => [KeyValuePair.Create("0", item)],
    };

    // Whole numbers among others are numbers of the same column: 1 and 0.5.
    private static Type TypeOf(List<object?[]> rows, int column)
    {
        HashSet<Type> types = [.. rows.Select(row => row[column]?.GetType() ?? typeof(object))];
        if (types.SetEquals([typeof(long), typeof(double)]))
        {
            rows.ForEach(row => row[column] = Convert.ToDouble(row[column], CultureInfo.InvariantCulture));
            return typeof(double);
        }

        return types is { Count: 1 } && types.First() is { } type && (type == typeof(double) || type == typeof(long) || type == typeof(string) || type == typeof(bool)) ? type : typeof(object);
    }

    private static object? Read(ReadOnlySpan<byte> body, bool exact)
    {
        try
        {
            JsonCursor json = new(body);
            object? value = Value(ref json, 0, exact);
            json.End();
            return value;
        }
        catch (AmlInputException error)
        {
            throw error.In("the endpoint's answer");
        }
    }

    private static object? Value(ref JsonCursor json, int depth, bool exact)
    {
        byte first = json.Peek();
        switch (first)
        {
            case (byte)'{' or (byte)'[' when depth == DeepestValue:
                throw json.Invalid($"the value is nested deeper than {DeepestValue}");
            case (byte)'{':
                return Map(ref json, depth, exact);
            case (byte)'[':
                return List(ref json, depth, exact);
            case (byte)'"':
                return Encoding.UTF8.GetString(json.TakeString());
            case (byte)'t':
                json.TakeWord("true"u8);
                return true;
            case (byte)'f':
                json.TakeWord("false"u8);
                return false;
            case (byte)'n':
                json.TakeWord("null"u8);
                return null;
            default:
                ReadOnlySpan<byte> number = json.TakeNumber();
                if (exact)
                {
                    return new NumberText(Encoding.UTF8.GetString(number));
                }

                return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? (object)whole : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }

    private static KeyValuePair<string, object?>[] Map(ref JsonCursor json, int depth, bool exact)
    {
        List<KeyValuePair<string, object?>> members = [];
        json.Take((byte)'{');
        for (bool more = !json.TryTake((byte)'}'); more; more = json.TakeNext((byte)'}'))
        {
            json.Peek();
            string name = Encoding.UTF8.GetString(json.TakeString());
            json.Take((byte)':');
            members.Add(KeyValuePair.Create(name, Value(ref json, depth + 1, exact)));
        }

        return [.. members];
    }

    private static object?[] List(ref JsonCursor json, int depth, bool exact)
    {
        List<object?> items = [];
        json.Take((byte)'[');
        for (bool more = !json.TryTake((byte)']'); more; more = json.TakeNext((byte)']'))
        {
            items.Add(Value(ref json, depth + 1, exact));
        }

        return [.. items];
    }
}
