using System.Globalization;
using AmlEndpoints.Service;

namespace AmlEndpoints.Online;

/// <summary>How the requests of an endpoint are to be shared out. What is null stays as it is.</summary>
/// <param name="Live">Percent for each deployment; those that are not named get none. The sum is 0 or 100.</param>
/// <param name="Mirror">Percent of which one deployment gets a copy, at most 50.</param>
/// <remarks>Rules: learn.microsoft.com/azure/machine-learning/reference-yaml-endpoint-online and how-to-safely-rollout-online-endpoints.</remarks>
public sealed record TrafficChange(IReadOnlyDictionary<string, int>? Live, IReadOnlyDictionary<string, int>? Mirror)
{
    private const int Whole = 100;
    private const int MostMirrored = 50;

    /// <summary>Reads <c>blue=90 green=10</c>, with spaces, commas or semicolons between.</summary>
    /// <exception cref="AmlServiceException">The text is not of that form.</exception>
    public static IReadOnlyDictionary<string, int> Parse(string text)
    {
        Dictionary<string, int> traffic = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split([' ', ',', ';', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [{ Length: > 0 } name, { } number] || !int.TryParse(number.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out int percent))
            {
                throw Invalid($"'{part}' is not of the form name=percent. Write, say, 'blue=90 green=10', or @{{ blue = 90; green = 10 }}");
            }

            if (!traffic.TryAdd(name, percent))
            {
                throw Invalid($"'{name}' stands twice. Name each deployment once");
            }
        }

        return traffic;
    }

    /// <summary>Checks the numbers against each other and against the deployments, and gives the names the spelling that they have.</summary>
    /// <exception cref="AmlServiceException">The service would refuse it, or requests would fail.</exception>
    internal TrafficChange Check(OnlineEndpoint endpoint, IReadOnlyCollection<OnlineDeployment> deployments)
    {
        string purpose = $"set the traffic of {OnlineEndpointClient.Called(endpoint.Name)}";
        TrafficChange exact = new(Spell(Live, deployments, purpose), Spell(Mirror, deployments, purpose));
        if (exact.Live?.Values.Sum() is { } sum && sum is not (0 or Whole))
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, purpose, $"the percentages add up to {sum}. They must add up to {Whole}, or all be 0.");
        }

        string[] mirrors = Names(exact.Mirror);
        if (mirrors.Length > 1 || mirrors.Any(name => exact.Mirror![name] > MostMirrored))
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, purpose, $"one deployment can get mirrored requests, at most {MostMirrored} percent of them.");
        }

        string[] all = Names(exact.Mirror ?? endpoint.MirrorTraffic);
        if (Names(exact.Live ?? endpoint.Traffic).Intersect(all, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, purpose, $"'{both}' gets mirrored requests and cannot also get live ones. End the mirroring first: -Mirror '{both}=0'.");
        }

        OnlineDeployment? waiting = deployments.FirstOrDefault(deployment => !deployment.IsReady && Names(exact.Live).Concat(mirrors).Contains(deployment.Name));
        return waiting is null
            ? exact
            : throw new AmlServiceException(ServiceErrors.InvalidState, purpose, $"the deployment '{waiting.Name}' is not ready: its provisioning state is {waiting.ProvisioningState}. Wait until it is Succeeded.");
    }

    /// <summary>Whether two shares are the same; 0 percent and no entry are.</summary>
    internal static bool Same(IReadOnlyDictionary<string, int> left, IReadOnlyDictionary<string, int> right) =>
        Names(left).Union(Names(right), StringComparer.OrdinalIgnoreCase).All(name => PercentOf(left, name) == PercentOf(right, name));

    private static int PercentOf(IReadOnlyDictionary<string, int> traffic, string name) =>
        traffic.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string[] Names(IReadOnlyDictionary<string, int>? traffic) => [.. (traffic ?? new Dictionary<string, int>()).Where(entry => entry.Value > 0).Select(entry => entry.Key)];

    private static Dictionary<string, int>? Spell(IReadOnlyDictionary<string, int>? traffic, IReadOnlyCollection<OnlineDeployment> deployments, string purpose)
    {
        if (traffic?.FirstOrDefault(entry => entry.Value is < 0 or > Whole) is { Key: { } wrong } outside)
        {
            throw new AmlServiceException(ServiceErrors.InvalidArgument, purpose, $"'{wrong}' cannot get {outside.Value} percent. Give a number from 0 to {Whole}.");
        }

        return traffic?.ToDictionary(entry => Spell(entry.Key, deployments, purpose), entry => entry.Value, StringComparer.Ordinal);
    }

    private static string Spell(string name, IReadOnlyCollection<OnlineDeployment> deployments, string purpose) =>
        deployments.FirstOrDefault(deployment => deployment.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new AmlServiceException(
            ServiceErrors.NotFound,
            purpose,
            $"it has no deployment '{name}'. {(deployments.Count == 0 ? "It has none yet." : $"It has {string.Join(", ", deployments.Select(deployment => $"'{deployment.Name}'"))}.")}");

    private static AmlServiceException Invalid(string problem) => new(ServiceErrors.InvalidArgument, "read the traffic", problem + ".");
}
