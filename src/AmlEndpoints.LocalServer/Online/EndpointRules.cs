using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>What an endpoint's properties may be (OnlineEndpoint in spec/mfe.json, and the limits of managed online endpoints).</summary>
internal static class EndpointRules
{
    private const int MostMirrored = 50;

    /// <summary>Checks the properties that were put and adds what the service adds.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="old">What they were; null for a new endpoint.</param>
    /// <param name="deployments">The endpoint's deployments.</param>
    /// <param name="serves">Whether a deployment answers requests, whatever became of its last change.</param>
    public static void Complete(string name, JsonObject properties, JsonObject? old, ICollection<Resource> deployments, Predicate<string> serves)
    {
        properties["authMode"] = AuthModeOf(properties).ToString();
        if (old is not null && old.Text("authMode") != properties.Text("authMode"))
        {
            throw ArmErrors.Immutable("authMode", $"the endpoint '{name}'");
        }

        if (properties["compute"] is not null)
        {
            throw ArmErrors.NotSupported("an endpoint on Kubernetes ('compute')");
        }

        properties.Remove("keys");
        properties.Default("description", null);
        properties.RequireTexts("properties");
        AddOnly(name, properties.Object("properties"), old?.Object("properties"));
        properties["compute"] = null;
        properties.Default("publicNetworkAccess", "Enabled");
        IReadOnlyDictionary<string, int> traffic = Percents(properties, "traffic", deployments, serves);
        IReadOnlyDictionary<string, int> mirror = Percents(properties, "mirrorTraffic", deployments, serves);
        CheckTraffic(traffic, mirror);
    }

    /// <summary>How callers are let in.</summary>
    public static EndpointAuthMode AuthModeOf(JsonObject properties)
    {
        string mode = properties.Text("authMode") ?? throw ArmErrors.Invalid("'authMode' is missing. Give Key or AMLToken.");
        return mode.Equals("AADToken", StringComparison.OrdinalIgnoreCase) ? throw ArmErrors.NotSupported("the authMode AADToken (Microsoft Entra ID)")
            : Enum.TryParse(mode, ignoreCase: true, out EndpointAuthMode known) && !char.IsDigit(mode[0]) ? known
            : throw ArmErrors.Invalid($"'authMode' is '{mode}'. Give Key or AMLToken.");
    }

    /// <summary>The percentages of a traffic map.</summary>
    /// <exception cref="ArmException">A deployment stands twice in it, in other letters, or has no whole number.</exception>
    public static IReadOnlyDictionary<string, int> Percents(JsonObject properties, string map)
    {
        Dictionary<string, int> percents = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string deployment, _) in properties.Object(map))
        {
            if (!percents.TryAdd(deployment, properties.Object(map).Number(deployment) ?? 0))
            {
                throw ArmErrors.Invalid($"'{map}' names the deployment '{deployment}' twice: capital and small letters are the same.");
            }
        }

        return percents;
    }

    // Names are given back as the deployments are called, which clients compare with.
    private static IReadOnlyDictionary<string, int> Percents(JsonObject properties, string map, ICollection<Resource> deployments, Predicate<string> serves)
    {
        JsonObject normal = [];
        foreach ((string deployment, int percent) in Percents(properties, map))
        {
            Resource known = deployments.FirstOrDefault(item => item.Name.Equals(deployment, StringComparison.OrdinalIgnoreCase))
                ?? throw ArmErrors.Invalid($"'{map}' names the deployment '{deployment}', which does not exist. {Known(deployments)}");
            if (percent is < 0 or > 100)
            {
                throw ArmErrors.Invalid($"'{map}' gives the deployment '{deployment}' {percent} percent. Give 0 to 100.");
            }

            if (percent > 0 && !serves(known.Name))
            {
                throw ArmErrors.Invalid($"'{map}' gives {percent} percent to the deployment '{deployment}', which is not ready: it is {known.ToJson().Object("properties").Text("provisioningState")}.");
            }

            normal[known.Name] = percent;
        }

        properties[map] = normal;
        return Percents(properties, map);
    }

    private static void CheckTraffic(IReadOnlyDictionary<string, int> traffic, IReadOnlyDictionary<string, int> mirror)
    {
        int sum = traffic.Values.Sum();
        if (sum is not (0 or 100))
        {
            throw ArmErrors.Invalid($"The traffic adds up to {sum} percent ({string.Join(", ", traffic.Select(item => $"{item.Key}={item.Value}"))}). It must be 100, or 0.");
        }

        KeyValuePair<string, int>[] mirrored = [.. mirror.Where(item => item.Value > 0)];
        if (mirrored.Length > 1 || (mirrored.Length == 1 && mirrored[0].Value > MostMirrored))
        {
            throw ArmErrors.Invalid($"Mirror traffic goes to one deployment, with at most {MostMirrored} percent.");
        }

        if (mirrored.Length == 1 && traffic.GetValueOrDefault(mirrored[0].Key) > 0)
        {
            throw ArmErrors.Invalid($"The deployment '{mirrored[0].Key}' has live traffic, so it cannot have mirror traffic too.");
        }
    }

    // "Properties can be added, but not removed or altered." What is left out stays.
    private static void AddOnly(string name, JsonObject properties, JsonObject? old)
    {
        foreach ((string key, JsonNode? value) in old ?? [])
        {
            if (properties[key] is { } given && !JsonNode.DeepEquals(given, value) && key != "AzureAsyncOperationUri")
            {
                throw ArmErrors.Immutable($"properties.{key}", $"the endpoint '{name}'");
            }

            properties[key] = value?.DeepClone();
        }
    }

    private static string Known(ICollection<Resource> deployments) =>
        deployments.Count == 0 ? "The endpoint has no deployments yet." : $"The endpoint has {string.Join(", ", deployments.Select(item => $"'{item.Name}'").Order(StringComparer.Ordinal))}.";
}
