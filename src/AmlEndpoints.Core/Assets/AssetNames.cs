using System.Text.RegularExpressions;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>Names that a new asset may have (spec/mfe.json: the parameter <c>name</c> of ModelVersions_CreateOrUpdate).</summary>
internal static partial class AssetNames
{
    /// <summary>Refuses a name before anything is uploaded for it.</summary>
    /// <exception cref="AmlServiceException">The service would not take it.</exception>
    public static void Check(string noun, string name, string? version)
    {
        string purpose = $"create the {noun} '{name}{(version is null ? "" : ":" + version)}'";
        if (ResourceNames.ProblemOfAsset(name) is not null)
        {
            throw new AmlServiceException(ServiceErrors.InvalidName, purpose, "a name has up to 255 letters (a to z), digits, dashes and underscores, and begins with a letter or digit.");
        }

        if (version is not null && !Version().IsMatch(version))
        {
            throw new AmlServiceException(ServiceErrors.InvalidName, purpose, "a version has letters (a to z), digits, dashes, underscores and dots.");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9\-_.]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
