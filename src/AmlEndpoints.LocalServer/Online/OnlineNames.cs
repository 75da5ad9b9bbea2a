using AmlEndpoints.LocalServer.Arm;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>
/// Names of endpoints and deployments, which are the same in either case: a letter, then letters, digits and single dashes, 3 to 32 in all
/// (Azure Machine Learning's limits for endpoints). And where their resources stand in the store.
/// </summary>
internal static class OnlineNames
{
    /// <summary>The collection of the endpoints.</summary>
    public const string Endpoints = "onlineEndpoints";

    /// <summary>The collection of an endpoint's deployments.</summary>
    public static string DeploymentsOf(string endpoint) => $"{Endpoints}/{endpoint}/deployments";

    /// <summary>The name in the path, as it is stored.</summary>
    public static string Name(this ArmRequest request, string segment) => request.Segment(segment).ToLowerInvariant();

    /// <summary>Checks the name of something new.</summary>
    /// <exception cref="ArmException">It cannot be one.</exception>
    public static void Require(string kind, string name)
    {
        if (ResourceNames.ProblemOfOnline(name) is not null)
        {
            throw ArmErrors.InvalidName(kind, name, "it begins with a letter, then letters, digits and single dashes follow, 3 to 32 characters in all.");
        }
    }
}
