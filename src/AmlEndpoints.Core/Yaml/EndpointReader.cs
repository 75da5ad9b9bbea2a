using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>The keys of a managed online endpoint (azure-ai-ml _schema/_endpoint, Microsoft's reference-yaml-endpoint-online).</summary>
internal static class EndpointReader
{
    private const int MostMirrored = 50;

    private static readonly SpecKey[] _identityKeys =
    [
        new("type", "type", SpecValues.OneOf(
            ("system_assigned", "SystemAssigned"),
            ("user_assigned", "UserAssigned"),
            ("system_assigned,user_assigned", "SystemAssigned,UserAssigned"),
            ("none", "None"))),
        new("user_assigned_identities", "userAssignedIdentities", ReadIdentities),
        SpecKey.ReadOnly("principal_id"),
        SpecKey.ReadOnly("tenant_id"),
    ];

    private static readonly SpecKey[] _userIdentityKeys = [new("resource_id", "resourceId", SpecValues.Text), SpecKey.ReadOnly("principal_id"), SpecKey.ReadOnly("client_id")];

    private static readonly SpecKey[] _keys =
    [
        new("$schema", null, SpecValues.Text),
        new("name", null, SpecValues.TextWith(ResourceNames.ProblemOfOnline)),
        new("description", "properties.description", SpecValues.Text),
        new("tags", "tags", SpecValues.TextMap),
        new("properties", "properties.properties", SpecValues.TextMap),
        new("auth_mode", "properties.authMode", SpecValues.OneOf(("key", "Key"), ("aml_token", "AMLToken"), ("aad_token", "AADToken"))),
        new("identity", "identity", ReadIdentity),
        new("traffic", "properties.traffic", ReadTraffic),
        new("mirror_traffic", "properties.mirrorTraffic", ReadMirror),
        new("public_network_access", "properties.publicNetworkAccess", SpecValues.OneOf(("enabled", "Enabled"), ("disabled", "Disabled"))),
        SpecKey.ReadOnly("id"),
        SpecKey.ReadOnly("kind"),
        SpecKey.ReadOnly("location"),
        SpecKey.ReadOnly("provisioning_state"),
        SpecKey.ReadOnly("scoring_uri"),
        SpecKey.ReadOnly("openapi_uri"),
    ];

    public static OnlineEndpointSpec? Read(YamlMappingNode root, SpecSource source) => SpecMap.Read(root, "", _keys, source) is { } map
        ? new OnlineEndpointSpec { Name = map.TextOf("name"), Resource = map.Resource }
        : null;

    private static JsonObject? ReadIdentity(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _identityKeys, source) is not { } map)
        {
            return null;
        }

        bool isUser = map.Resource["type"]?.GetValue<string>().Contains("UserAssigned", StringComparison.Ordinal) ?? false;
        if (map["type"] is null)
        {
            source.Add(node, $"'{key}' has no 'type'. Give it system_assigned or user_assigned.");
        }
        else if (isUser != map["user_assigned_identities"] is not null)
        {
            source.Add(node, isUser
                ? $"'{key}' is user_assigned and has no 'user_assigned_identities'. List their resource ids."
                : $"'{key}' has 'user_assigned_identities', so its 'type' must be user_assigned.");
        }

        return map.Resource;
    }

    // On the wire the ids are the keys of a map (ManagedServiceIdentity in spec/common-types).
    private static JsonObject? ReadIdentities(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            source.Add(node, $"'{key}' must be a list of one or more maps with 'resource_id'.");
            return null;
        }

        JsonObject identities = [];
        for (int place = 0; place < list.Children.Count; place++)
        {
            YamlNode item = list.Children[place];
            string name = $"{key}[{place}]";
            string? id = item is YamlScalarNode
                ? SpecScalars.ReadText(item, name, source)
                : SpecMap.Read(item, name, _userIdentityKeys, source)?.Resource["resourceId"]?.GetValue<string>();
            if (string.IsNullOrEmpty(id))
            {
                source.Add(item, $"'{name}' has no 'resource_id'. Give the ARM id of the identity.");
            }
            else
            {
                identities[id] = new JsonObject();
            }
        }

        return identities;
    }

    private static JsonObject? ReadTraffic(YamlNode node, string key, SpecSource source)
    {
        JsonObject? shares = ReadShares(node, key, 100, source);
        int sum = shares?.Sum(share => share.Value!.GetValue<int>()) ?? 0;
        if (shares is not null && sum is not (0 or 100))
        {
            source.Add(node, FormattableString.Invariant($"the shares in '{key}' make {sum}. They must make 100, or 0 for no traffic."));
        }

        return shares;
    }

    private static JsonObject? ReadMirror(YamlNode node, string key, SpecSource source)
    {
        JsonObject? shares = ReadShares(node, key, MostMirrored, source);
        if (shares?.Count > 1)
        {
            source.Add(node, $"'{key}' names {shares.Count} deployments. Traffic can be mirrored to one only.");
        }

        return shares;
    }

    private static JsonObject? ReadShares(YamlNode node, string key, int most, SpecSource source)
    {
        if (node is not YamlMappingNode map)
        {
            source.Add(node, $"'{key}' must be a map of deployments and percentages, such as {{blue: {most}}}, and this is {SpecScalars.Describe(node)}.");
            return null;
        }

        JsonObject shares = [];
        bool isRight = true;
        foreach ((YamlNode name, YamlNode value) in SpecMap.Entries(map))
        {
            string deployment = SpecScalars.TextOf(name);
            string? problem = ResourceNames.ProblemOfOnline(deployment);
            if (problem is not null)
            {
                source.Add(name, $"'{deployment}' in '{key}' is no name of a deployment: {problem}.");
            }

            int? share = SpecScalars.ReadWhole(value, $"{key}.{deployment}", 0, most, "", source);
            isRight &= problem is null && share is not null;
            shares[deployment] = share;
        }

        return isRight ? shares : null;
    }
}
