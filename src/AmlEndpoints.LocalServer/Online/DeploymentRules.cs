using System.Text.Json.Nodes;
using System.Xml;
using AmlEndpoints.LocalServer.Arm;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>What a deployment's properties may be (ManagedOnlineDeployment in spec/mfe.json, and the limits of managed online endpoints).</summary>
internal static class DeploymentRules
{
    private const int MostInstances = 50;
    private static readonly TimeSpan _longestTimeout = TimeSpan.FromSeconds(180);

    /// <summary>Checks what was put and adds what the service adds; defaults are those that it answers with (spec/online-endpoint-2022.json).</summary>
    /// <param name="name">The deployment.</param>
    /// <param name="body">The body.</param>
    /// <param name="old">What was there, or null.</param>
    public static void Complete(string name, JsonObject body, JsonObject? old)
    {
        JsonObject properties = body.Object("properties");
        string compute = properties.Text("endpointComputeType") ?? throw ArmErrors.Invalid("'endpointComputeType' is missing. Give Managed.");
        if (!compute.Equals("Managed", StringComparison.OrdinalIgnoreCase))
        {
            throw ArmErrors.NotSupported($"a deployment with the endpointComputeType {compute}");
        }

        properties["endpointComputeType"] = "Managed";
        body.RequireTexts("tags");
        properties.RequireTexts("properties");
        properties.RequireTexts("environmentVariables");
        CompleteSku(body);
        string? instanceType = old?.Object("properties").Text("instanceType");
        properties["instanceType"] ??= instanceType;
        if (instanceType is not null && !instanceType.Equals(properties.Text("instanceType"), StringComparison.OrdinalIgnoreCase))
        {
            throw ArmErrors.Immutable("instanceType", $"the deployment '{name}'");
        }

        foreach (string text in (string[])["description", "environmentId", "instanceType", "model", "modelMountPath"])
        {
            _ = properties.Text(text);
            properties.Default(text, null);
        }

        properties.Default("codeConfiguration", null);
        properties["appInsightsEnabled"] = properties.Flag("appInsightsEnabled");
        properties["egressPublicNetworkAccess"] = properties.Text("egressPublicNetworkAccess") ?? "Enabled";
        CompleteScale(properties.Object("scaleSettings"));
        CompleteRequests(properties.Object("requestSettings"));
        CompleteProbe(properties, "livenessProbe");
        CompleteProbe(properties, "readinessProbe");
    }

    /// <summary>How long a request may take.</summary>
    public static TimeSpan TimeoutOf(JsonObject properties) => Duration(properties.Object("requestSettings"), "requestTimeout", "PT5S");

    private static void CompleteSku(JsonObject body)
    {
        JsonObject sku = body.Object("sku");
        int capacity = sku.Number("capacity") ?? 1;
        if (capacity is < 1 or > MostInstances)
        {
            throw ArmErrors.Invalid($"'sku.capacity', the number of instances, is {capacity}. Give 1 to {MostInstances}.");
        }

        sku["name"] = "Default";
        sku.Default("tier", "Standard");
        sku["capacity"] = capacity;
    }

    private static void CompleteScale(JsonObject scale)
    {
        string type = scale.Text("scaleType") ?? "Default";
        if (!type.Equals("Default", StringComparison.OrdinalIgnoreCase))
        {
            throw ArmErrors.Invalid($"'scaleSettings.scaleType' is {type}. A managed deployment takes Default.");
        }

        scale["scaleType"] = "Default";
    }

    private static void CompleteRequests(JsonObject settings)
    {
        settings.Default("requestTimeout", "PT5S");
        settings.Default("maxQueueWait", "PT0S");
        settings.Default("maxConcurrentRequestsPerInstance", 1);
        _ = Duration(settings, "maxQueueWait", "PT0S");
        TimeSpan timeout = Duration(settings, "requestTimeout", "PT5S");
        if (timeout <= TimeSpan.Zero || timeout > _longestTimeout)
        {
            throw ArmErrors.Invalid($"'requestSettings.requestTimeout' is {settings.Text("requestTimeout")}. Give more than PT0S, at most {XmlConvert.ToString(_longestTimeout)}.");
        }

        if (settings.Number("maxConcurrentRequestsPerInstance") < 1)
        {
            throw ArmErrors.Invalid("'requestSettings.maxConcurrentRequestsPerInstance' must be 1 or more.");
        }
    }

    private static void CompleteProbe(JsonObject properties, string name)
    {
        JsonObject probe = properties.Object(name);
        probe.Default("initialDelay", "PT10S");
        probe.Default("period", "PT10S");
        probe.Default("timeout", "PT2S");
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 30);
        foreach (string duration in (string[])["initialDelay", "period", "timeout"])
        {
            _ = Duration(probe, duration, "PT0S");
        }

        foreach (string threshold in (string[])["successThreshold", "failureThreshold"])
        {
            _ = probe.Number(threshold);
        }
    }

    private static TimeSpan Duration(JsonObject json, string name, string otherwise)
    {
        string text = json.Text(name) ?? otherwise;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw ArmErrors.Invalid($"'{name}' is '{text}', which is no ISO 8601 duration such as PT5S.");
        }
    }
}
