using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>Reads single values, tells the source of those that are wrong, and describes them in messages.</summary>
internal static partial class SpecScalars
{
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
        string text = TextOf(node);
        if (WholeNumber().IsMatch(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
        {
            return number;
        }

        string range = least == most ? least.ToString(CultureInfo.InvariantCulture)
            : most == int.MaxValue ? FormattableString.Invariant($"a whole number{unit}, {least} or more")
            : FormattableString.Invariant($"a whole number{unit} from {least} to {most}");
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

    [GeneratedRegex("""^[+-]?(?:0|[1-9][0-9]*)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();
}
