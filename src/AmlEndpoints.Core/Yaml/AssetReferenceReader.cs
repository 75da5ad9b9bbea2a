using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AmlEndpoints.Yaml;

/// <summary>
/// Reads a reference to a registered asset. As azure-ai-ml does (_schema/core/fields.py, ArmVersionedStr and RegistryStr): the prefix
/// <c>azureml:</c> is needed, and so is a version or a label. Ours: an ARM id is taken without the prefix too, which nothing else looks like.
/// </summary>
internal static partial class AssetReferenceReader
{
    /// <summary>Reads a text that is a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The type of the asset as it stands in ids: models, environments or codes.</param>
    /// <param name="reference">The asset.</param>
    /// <param name="problem">What is wrong with it, when it is meant as a reference; null when it is something else, such as a path.</param>
    public static bool TryRead(string text, string type, [NotNullWhen(true)] out AssetReference? reference, out string? problem)
    {
        (reference, problem) = (null, null);
        if (Identified().Match(text) is { Success: true } id)
        {
            if (!id.Groups["type"].Value.Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                problem = $"it is the id of one of the {id.Groups["type"].Value}, where one of the {type} belongs.";
                return false;
            }

            reference = Of(id) with { Id = id.Groups["id"].Value, Registry = Value(id, "registry") };
            return true;
        }

        if (Named().Match(text) is { Success: true } named)
        {
            reference = Of(named);
            return true;
        }

        problem = Unversioned().IsMatch(text) ? $"it names neither a version nor a label. {Forms(type)}"
            : IsMeant(text) ? $"it is no reference to one of the {type}. {Forms(type)}"
            : null;
        return false;
    }

    /// <summary>The forms that a reference can have, for messages.</summary>
    public static string Forms(string type) =>
        $"Write azureml:<name>:<version> or azureml:<name>@latest, a full id (azureml:/subscriptions/…/{type}/<name>/versions/<version>), or azureml://registries/<registry>/{type}/<name>/versions/<version>.";

    // Other azureml:// uris are places, not assets.
    private static bool IsMeant(string text) =>
        (text.StartsWith("azureml:", StringComparison.Ordinal) && !text.StartsWith("azureml://", StringComparison.Ordinal))
        || text.StartsWith("azureml://registries/", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase);

    private static AssetReference Of(Match match) => new()
    {
        Name = match.Groups["name"].Value,
        Version = Value(match, "version"),
        Label = Value(match, "label"),
    };

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Value: string value } ? value : null;

    [GeneratedRegex("""^azureml:[^:/@\s\\?#]+\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Unversioned();

    [GeneratedRegex("""^azureml:(?<name>[^:/@\s\\?#]+)(?::(?<version>[^:/@\s\\?#]+)|@(?<label>[^:/@\s\\?#]+))\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("""
        ^(?:(?:azureml:)?(?<id>/subscriptions/[^/\s]+/resourceGroups/[^/\s]+/providers/Microsoft\.MachineLearningServices/(?:workspaces/[^/\s]+|registries/(?<registry>[^/\s]+))/
        (?<type>[a-z]+)/(?<name>[^/\s?\#]+)/(?:versions/(?<version>[^/\s?\#]+)|labels/(?<label>[^/\s?\#]+)))
        |(?<id>azureml://(?:registries/(?<registry>[^/\s]+)|(?:subscriptions|locations)/[^\s?\#]+?/workspaces/[^/\s]+)/
        (?<type>models|environments|codes|code|data|components)/(?<name>[^/\s?\#]+)/(?:versions/(?<version>[^/\s?\#]+)|labels/(?<label>[^/\s?\#]+))))\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Identified();
}
