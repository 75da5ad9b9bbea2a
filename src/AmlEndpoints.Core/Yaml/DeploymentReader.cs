using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>The keys of a managed online deployment (azure-ai-ml _schema/_deployment, Microsoft's reference-yaml-deployment-managed-online).</summary>
internal static class DeploymentReader
{
    // 180 s (Microsoft: "Manage and increase quotas", limits of managed online endpoints).
    private const int LongestRequest = 180_000;

    private static readonly SpecKey[] _requestKeys =
    [
        new("request_timeout_ms", "requestTimeout", SpecValues.Milliseconds(1, LongestRequest)),
        new("max_concurrent_requests_per_instance", "maxConcurrentRequestsPerInstance", SpecValues.Whole(1)),
        new("max_queue_wait_ms", "maxQueueWait", SpecValues.Milliseconds(0, int.MaxValue)),
    ];

    private static readonly SpecKey[] _keys =
    [
        new("$schema", null, SpecValues.Text),
        new("name", null, SpecValues.TextWith(ResourceNames.ProblemOfOnline)),
        new("endpoint_name", null, SpecValues.TextWith(ResourceNames.ProblemOfOnline)),
        new("description", "properties.description", SpecValues.Text),
        new("tags", "tags", SpecValues.TextMap),
        new("properties", "properties.properties", SpecValues.TextMap),
        new("type", "properties.endpointComputeType", SpecValues.OneOf(("managed", "Managed"))),
        SpecKey.Own("model"),
        new("model_mount_path", "properties.modelMountPath", SpecValues.Text),
        SpecKey.Own("code_configuration"),
        SpecKey.Own("environment"),
        new("environment_variables", "properties.environmentVariables", SpecValues.TextMap),
        new("instance_type", "properties.instanceType", SpecValues.Text),
        new("instance_count", "sku", ReadSku),
        new("app_insights_enabled", "properties.appInsightsEnabled", SpecValues.Boolean),
        new("scale_settings", "properties.scaleSettings", ReadScale),
        new("request_settings", "properties.requestSettings", SpecValues.Map(_requestKeys)),
        new("liveness_probe", "properties.livenessProbe", SpecValues.Map(Probe(mostSuccesses: 1))),
        new("readiness_probe", "properties.readinessProbe", SpecValues.Map(Probe(mostSuccesses: int.MaxValue))),
        new("data_collector", "properties.dataCollector", DataCollectorReader.Read),
        new("egress_public_network_access", "properties.egressPublicNetworkAccess", SpecValues.OneOf(("enabled", "Enabled"), ("disabled", "Disabled"))),
        new("private_network_connection", "properties.privateNetworkConnection", SpecValues.Boolean),
        SpecKey.ReadOnly("id"),
        SpecKey.ReadOnly("provisioning_state"),
        SpecKey.ReadOnly("creation_context"),
    ];

    public static OnlineDeploymentSpec? Read(YamlMappingNode root, SpecSource source) => SpecMap.Read(root, "", _keys, source) is { } map
        ? new OnlineDeploymentSpec
        {
            Name = map.TextOf("name"),
            EndpointName = map.TextOf("endpoint_name"),
            Model = map["model"] is { } model ? DeploymentAssets.ReadModel(model, "model", source) : null,
            Environment = map["environment"] is { } environment ? DeploymentAssets.ReadEnvironment(environment, "environment", source) : null,
            Code = map["code_configuration"] is { } code ? DeploymentAssets.ReadCode(code, "code_configuration", source) : null,
            Resource = map.Resource,
        }
        : null;

    // A liveness probe that needs more than one success is refused by Kubernetes, below the service.
    private static SpecKey[] Probe(int mostSuccesses) =>
    [
        new("initial_delay", "initialDelay", SpecValues.Seconds(1)),
        new("period", "period", SpecValues.Seconds(1)),
        new("timeout", "timeout", SpecValues.Seconds(1)),
        new("success_threshold", "successThreshold", SpecValues.Whole(1, mostSuccesses)),
        new("failure_threshold", "failureThreshold", SpecValues.Whole(1)),
    ];

    // The name is required beside the capacity (spec/common-types, Sku), and for online deployments it is always this one.
    private static JsonObject? ReadSku(YamlNode node, string key, SpecSource source) =>
        SpecValues.Whole(1)(node, key, source) is { } count ? new JsonObject { ["name"] = "Default", ["capacity"] = count } : null;

    private static JsonObject? ReadScale(YamlNode node, string key, SpecSource source)
    {
        if (node is YamlMappingNode map
            && SpecMap.Entries(map).FirstOrDefault(entry => SpecScalars.TextOf(entry.Key) == "type").Value is { } type
            && SpecScalars.TextOf(type).Replace("_", "", StringComparison.Ordinal).Equals("targetutilization", StringComparison.OrdinalIgnoreCase))
        {
            source.Add(type, $"'{key}.type' target_utilization is for Kubernetes deployments. A managed one has default; Azure Monitor scales it.");
            return null;
        }

        SpecMap? scale = SpecMap.Read(node, key, [new("type", "scaleType", SpecValues.OneOf(("default", "Default")))], source);
        if (scale is not null && scale["type"] is null)
        {
            source.Add(node, $"'{key}' has no 'type'. Give it default.");
        }

        return scale?.Resource;
    }
}
