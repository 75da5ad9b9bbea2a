using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>
/// The kinds of values in spec files. What a scalar is, its key says, not its looks, so quotes make no difference: <c>version: 1.10</c> stays 1.10,
/// <c>tags: {a: yes}</c> is the text "yes", and <c>instance_count: "2"</c> is 2 (as with marshmallow's fields, which azure-ai-ml reads with).
/// </summary>
internal static class SpecValues
{
    /// <summary>Any text.</summary>
    public static SpecValue Text { get; } = (node, key, source) => SpecScalars.ReadText(node, key, source) is { } text ? JsonValue.Create(text) : null;

    /// <summary>
    /// true and false, and YAML 1.1's other words for them (yes, no, on, off), in any case: azure-ai-ml's PyYAML reads YAML 1.1, and marshmallow takes
    /// the words as texts too. Ours: its y, n, t, f, 1 and 0 are refused.
    /// </summary>
    public static SpecValue Boolean { get; } = (node, key, source) => SpecScalars.ReadBoolean(node, key, source) is { } value ? JsonValue.Create(value) : null;

    /// <summary>A map of texts, with any keys. A value that is missing is the empty text. Messages never show the values, which may be secret.</summary>
    public static SpecValue TextMap { get; } = (node, key, source) =>
    {
        JsonObject? texts = null;
        if (node is not YamlMappingNode map)
        {
            source.Add(node, $"'{key}' must be a map of texts, and this is {SpecScalars.Describe(node)}.");
        }
        else
        {
            texts = [];
            foreach ((YamlNode name, YamlNode value) in SpecMap.Entries(map))
            {
                string full = $"{key}.{SpecScalars.TextOf(name)}";
                texts[SpecScalars.TextOf(name)] = SpecScalars.IsNull(value) ? "" : SpecScalars.ReadText(value, full, source);
            }
        }

        return texts;
    };

    /// <summary>A list of texts.</summary>
    public static SpecValue TextList { get; } = (node, key, source) =>
    {
        if (node is YamlSequenceNode list)
        {
            return new JsonArray([.. list.Children.Select((item, place) => (JsonNode?)SpecScalars.ReadText(item, $"{key}[{place}]", source))]);
        }

        source.Add(node, $"'{key}' must be a list of texts, and this is {SpecScalars.Describe(node)}.");
        return null;
    };

    /// <summary>A whole number in decimal digits.</summary>
    public static SpecValue Whole(int least, int most = int.MaxValue) => (node, key, source) =>
        SpecScalars.ReadWhole(node, key, least, most, "", source) is { } number ? JsonValue.Create(number) : null;

    /// <summary>A number, with the ends of the range in it.</summary>
    public static SpecValue Number(double least, double most) => (node, key, source) =>
    {
        if (node is YamlScalarNode { Value: string text }
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= least && number <= most)
        {
            return JsonValue.Create(number);
        }

        source.Add(node, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a number from {least} to {most}, and this is {SpecScalars.Show(node)}."));
        return null;
    };

    /// <summary>A time in whole seconds; on the wire an ISO 8601 duration (PT10S).</summary>
    public static SpecValue Seconds(int least) => (node, key, source) =>
        SpecScalars.ReadWhole(node, key, least, int.MaxValue, " of seconds", source) is { } seconds ? Duration(TimeSpan.FromSeconds(seconds)) : null;

    /// <summary>A time in whole milliseconds; on the wire an ISO 8601 duration (PT0.5S).</summary>
    public static SpecValue Milliseconds(int least, int most) => (node, key, source) =>
        SpecScalars.ReadWhole(node, key, least, most, " of milliseconds", source) is { } milliseconds ? Duration(TimeSpan.FromMilliseconds(milliseconds)) : null;

    /// <summary>One of some words, in any case, as YAML or as the wire has them.</summary>
    public static SpecValue OneOf(params (string Yaml, string Wire)[] choices) => (node, key, source) =>
    {
        string text = SpecScalars.TextOf(node);
        string? wire = Array.Find(choices, choice =>
            choice.Yaml.Equals(text, StringComparison.OrdinalIgnoreCase) || choice.Wire.Equals(text, StringComparison.OrdinalIgnoreCase)).Wire;
        if (wire is null)
        {
            source.Add(node, $"'{key}' must be {string.Join(" or ", choices.Select(choice => choice.Yaml))}, and this is {SpecScalars.Show(node)}.");
        }

        return wire;
    };

    /// <summary>A map with known keys.</summary>
    public static SpecValue Map(params SpecKey[] keys) => (node, key, source) => SpecMap.Read(node, key, keys, source)?.Resource;

    /// <summary>A text that a rule allows.</summary>
    /// <param name="rule">What is wrong with a text; null for one that is right.</param>
    public static SpecValue TextWith(Func<string, string?> rule) => (node, key, source) => SpecScalars.ReadText(node, key, source, rule) is { } text ? JsonValue.Create(text) : null;

    private static JsonValue Duration(TimeSpan time) => JsonValue.Create(XmlConvert.ToString(time));
}
