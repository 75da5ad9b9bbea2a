using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>Reads JSON of the service without trust in its shape: what is not there, or of another type, is null.</summary>
internal static class WireJson
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    /// <summary>A member of an object.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>A member that is a text.</summary>
    public static string? Text(this JsonNode? node, string name) => node.Member(name).AsText();

    /// <summary>A member that is an integer.</summary>
    public static long? Integer(this JsonNode? node, string name) => node.Member(name) is JsonValue value && value.TryGetValue(out long number) ? number : null;

    /// <summary>A member that is a number.</summary>
    public static double? Number(this JsonNode? node, string name) => node.Member(name) is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>A member that is a truth value.</summary>
    public static bool? Truth(this JsonNode? node, string name) => node.Member(name) is JsonValue value && value.TryGetValue(out bool truth) ? truth : null;

    /// <summary>A member that is a time, such as <c>2022-10-28T19:14:54.2541612+00:00</c>.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, string name) =>
        DateTimeOffset.TryParse(node.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>A member that is a duration, such as <c>PT5S</c> (ISO 8601).</summary>
    public static TimeSpan? Duration(this JsonNode? node, string name)
    {
        try
        {
            return node.Text(name) is { } text ? System.Xml.XmlConvert.ToTimeSpan(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A member that maps names to texts.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonNode? node, string name) => ((node.Member(name) as JsonObject) ?? [])
        .ToDictionary(entry => entry.Key, entry => entry.Value.AsText() ?? "", StringComparer.Ordinal);

    /// <summary>A member that maps names to integers.</summary>
    public static IReadOnlyDictionary<string, int> Integers(this JsonNode? node, string name) => ((node.Member(name) as JsonObject) ?? [])
        .ToDictionary(entry => entry.Key, entry => entry.Value is JsonValue value && value.TryGetValue(out int number) ? number : 0, StringComparer.Ordinal);

    /// <summary>A text.</summary>
    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The JSON in a text; null when it is none.</summary>
    public static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: _options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The JSON in an answer; null when it is none.</summary>
    public static JsonNode? TryParse(ReadOnlySpan<byte> text)
    {
        try
        {
            return text.IsEmpty ? null : JsonNode.Parse(text, documentOptions: _options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The object's member that is an object; it is made when there is none.</summary>
    public static JsonObject Object(this JsonObject node, string name)
    {
        if (node[name] is not JsonObject member)
        {
            node[name] = member = [];
        }

        return member;
    }
}
