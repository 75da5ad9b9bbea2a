using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>
/// The kinds of values in spec files. What a scalar is, its key says, not its looks, so quotes make no difference: <c>version: 1.10</c> stays 1.10,
/// <c>tags: {a: yes}</c> is the text "yes", and <c>instance_count: "2"</c> is 2 (as with marshmallow's fields, which azure-ai-ml reads with).
/// </summary>
internal static partial class SpecValues
{
    /// <summary>Any text.</summary>
    public static SpecValue Text { get; } = (node, key, source) => ReadText(node, key, source) is { } text ? JsonValue.Create(text) : null;

    /// <summary>
    /// true and false, and YAML 1.1's other words for them (yes, no, on, off), in any case: azure-ai-ml's PyYAML reads YAML 1.1, and marshmallow takes
    /// the words as texts too. Ours: its y, n, t, f, 1 and 0 are refused.
    /// </summary>
    public static SpecValue Boolean { get; } = (node, key, source) => ReadBoolean(node, key, source) is { } value ? JsonValue.Create(value) : null;

    /// <summary>A map of texts, with any keys. A value that is missing is the empty text. Messages never show the values, which may be secret.</summary>
    public static SpecValue TextMap { get; } = (node, key, source) =>
    {
        JsonObject? texts = null;
        if (node is not YamlMappingNode map)
        {
            source.Add(node, $"'{key}' must be a map of texts, and this is {Describe(node)}.");
        }
        else
        {
            texts = [];
            foreach ((YamlNode name, YamlNode value) in SpecMap.Entries(map))
            {
                string full = $"{key}.{TextOf(name)}";
                texts[TextOf(name)] = IsNull(value) ? "" : ReadText(value, full, source);
            }
        }

        return texts;
    };

    /// <summary>A list of texts.</summary>
    public static SpecValue TextList { get; } = (node, key, source) =>
    {
        if (node is YamlSequenceNode list)
        {
            return new JsonArray([.. list.Children.Select((item, place) => (JsonNode?)ReadText(item, $"{key}[{place}]", source))]);
        }

        source.Add(node, $"'{key}' must be a list of texts, and this is {Describe(node)}.");
        return null;
    };

    /// <summary>A whole number in decimal digits.</summary>
    public static SpecValue Whole(int least, int most = int.MaxValue) => (node, key, source) =>
        ReadWhole(node, key, least, most, "", source) is { } number ? JsonValue.Create(number) : null;

    /// <summary>A number, with the ends of the range in it.</summary>
    public static SpecValue Number(double least, double most) => (node, key, source) =>
    {
        if (node is YamlScalarNode { Value: string text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most)
        {
            return JsonValue.Create(number);
        }

        source.Add(node, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a number from {least} to {most}, and this is {Show(node)}."));
        return null;
    };

    /// <summary>A time in whole seconds; on the wire an ISO 8601 duration (PT10S).</summary>
    public static SpecValue Seconds(int least) => (node, key, source) =>
        ReadWhole(node, key, least, int.MaxValue, " of seconds", source) is { } seconds ? Duration(TimeSpan.FromSeconds(seconds)) : null;

    /// <summary>A time in whole milliseconds; on the wire an ISO 8601 duration (PT0.5S).</summary>
    public static SpecValue Milliseconds(int least, int most) => (node, key, source) =>
        ReadWhole(node, key, least, most, " of milliseconds", source) is { } milliseconds ? Duration(TimeSpan.FromMilliseconds(milliseconds)) : null;

    /// <summary>One of some words, in any case, as YAML or as the wire has them.</summary>
    public static SpecValue OneOf(params (string Yaml, string Wire)[] choices) => (node, key, source) =>
    {
        string? wire = node is YamlScalarNode { Value: string text }
            ? Array.Find(choices, choice => choice.Yaml.Equals(text, StringComparison.OrdinalIgnoreCase) || choice.Wire.Equals(text, StringComparison.OrdinalIgnoreCase)).Wire
            : null;
        if (wire is null)
        {
            source.Add(node, $"'{key}' must be {string.Join(" or ", choices.Select(choice => choice.Yaml))}, and this is {Show(node)}.");
        }

        return wire;
    };

    /// <summary>A map with known keys.</summary>
    public static SpecValue Map(params SpecKey[] keys) => (node, key, source) => SpecMap.Read(node, key, keys, source)?.Resource;

    /// <summary>A text that a rule allows.</summary>
    /// <param name="rule">What is wrong with a text; null for one that is right.</param>
    public static SpecValue TextWith(Func<string, string?> rule) => (node, key, source) => ReadText(node, key, source, rule) is { } text ? JsonValue.Create(text) : null;

    public static string? ReadText(YamlNode? node, string key, SpecSource source, Func<string, string?>? rule = null)
    {
        if (node is null || !Expect(node is YamlScalarNode, node, key, "a text", source))
        {
            return null;
        }

        string text = TextOf(node);
        if (rule?.Invoke(text) is not { } problem)
        {
            return text;
        }

        source.Add(node, $"'{key}' cannot be {Show(node)}: {problem}.");
        return null;
    }

    public static bool? ReadBoolean(YamlNode node, string key, SpecSource source)
    {
        switch (TextOf(node).ToLowerInvariant())
        {
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                source.Add(node, $"'{key}' must be true or false, and this is {Show(node)}.");
                return null;
        }
    }

    public static int? ReadWhole(YamlNode node, string key, int least, int most, string unit, SpecSource source)
    {
        // A number such as 010 is eight in YAML 1.1 and ten in 1.2.
        if (WholeNumber().IsMatch(TextOf(node)) && int.TryParse(TextOf(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        string range = least == most ? FormattableString.Invariant($"{least}") : most == int.MaxValue ? FormattableString.Invariant($"a whole number{unit}, {least} or more") : FormattableString.Invariant($"a whole number{unit} from {least} to {most}");
        source.Add(node, $"'{key}' must be {range}, and this is {Show(node)}.");
        return null;
    }

    /// <summary>Whether a value is YAML's null: nothing, null or ~ without quotes.</summary>
    public static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "Null" or "NULL" or "~" };

    /// <summary>The text of a scalar; empty for lists and maps.</summary>
    public static string TextOf(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>What a value is, for messages that must not show it.</summary>
    public static string Describe(YamlNode node) => node is YamlMappingNode ? "a map" : node is YamlSequenceNode ? "a list" : IsNull(node) ? "nothing" : "a single value";

    /// <summary>A value for messages: a short one as it is. The query of a uri, which can have a signature in it, is left out.</summary>
    public static string Show(YamlNode node) =>
        node is YamlScalarNode { Value: string text } && !IsNull(node) ? $"'{Shorten(text.Split('?')[0])}'" : Describe(node);

    private static string Shorten(string text) => text.Length > 60 ? $"{text[..60]}…" : text;

    private static bool Expect(bool fits, YamlNode node, string key, string expected, SpecSource source)
    {
        if (!fits)
        {
            source.Add(node, $"'{key}' must be {expected}, and this is {Describe(node)}.");
        }

        return fits;
    }

    private static JsonValue Duration(TimeSpan time) => JsonValue.Create(XmlConvert.ToString(time));

    [GeneratedRegex("""^[+-]?(?:0|[1-9][0-9]*)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();
}
