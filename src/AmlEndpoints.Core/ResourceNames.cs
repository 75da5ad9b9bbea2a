using System.Text.RegularExpressions;

namespace AmlEndpoints;

/// <summary>The service's rules for the names that users choose. Each check gives what is wrong, or null for a name that is right.</summary>
internal static partial class ResourceNames
{
    /// <summary>The rule for the names of online endpoints and of their deployments (Microsoft: "Manage and increase quotas", limits of online endpoints).</summary>
    public const string OnlineRule = "it must have 3 to 32 characters, begin with a letter, and have letters, digits and single dashes only, with no dash at the end";

    /// <summary>The rule for the names of models and environments (spec/mfe.json, the pattern of the name in a PUT).</summary>
    public const string AssetRule = "it must have 1 to 255 characters, begin with a letter or a digit, and have letters, digits, dashes and underscores only";

    /// <summary>The rule for versions. Ours: what a reference such as <c>azureml:name:version</c> can name.</summary>
    public const string VersionRule = "it must have 1 to 255 letters, digits, dots, dashes and underscores";

    /// <summary>Checks the name of an online endpoint or deployment.</summary>
    public static string? ProblemOfOnline(string name) => name.Length is >= 3 and <= 32 && OnlineName().IsMatch(name) ? null : OnlineRule;

    /// <summary>Checks the name of a model or environment.</summary>
    public static string? ProblemOfAsset(string name) => AssetName().IsMatch(name) ? null : AssetRule;

    /// <summary>Checks the version of a model or environment.</summary>
    public static string? ProblemOfVersion(string version) => AssetVersion().IsMatch(version) ? null : VersionRule;

    [GeneratedRegex("""^[a-zA-Z](?:-?[a-zA-Z0-9])*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex OnlineName();

    [GeneratedRegex("""^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex AssetName();

    [GeneratedRegex("""^[a-zA-Z0-9._\-]{1,255}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex AssetVersion();
}
