using System.Text.RegularExpressions;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>
/// The rule for names of online endpoints and deployments: 3 to 32 letters, digits and dashes, a letter first and no dash last
/// (learn.microsoft.com/azure/machine-learning/how-to-manage-quotas).
/// </summary>
internal static partial class OnlineNames
{
    /// <summary>Checks a name that something new is to have.</summary>
    /// <exception cref="AmlServiceException">The service would refuse it.</exception>
    public static void Check(string name, string purpose)
    {
        if (name.Length is < 3 or > 32 || !Rule().IsMatch(name))
        {
            throw new AmlServiceException(
                ServiceErrors.InvalidName, purpose, "a name has 3 to 32 letters, digits and dashes, begins with a letter and does not end with a dash. Choose another.");
        }
    }

    [GeneratedRegex("^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
