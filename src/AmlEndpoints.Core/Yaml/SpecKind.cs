namespace AmlEndpoints.Yaml;

/// <summary>A kind of Azure ML's YAML files, and what it is recognised by.</summary>
/// <param name="Name">The kind in words.</param>
/// <param name="Schema">The name in the last part of its <c>$schema</c>: <c>https://azuremlschemas.azureedge.net/latest/{Schema}.schema.json</c>.</param>
/// <param name="Advice">What to do with such a file that was given for another.</param>
/// <param name="Marks">Keys that no other of the kinds that are read here has.</param>
internal sealed record SpecKind(string Name, string Schema, string Advice, string[] Marks)
{
    public static readonly SpecKind Endpoint = new(
        "managed online endpoint",
        "managedOnlineEndpoint",
        "New-AmlOnlineEndpoint and Set-AmlOnlineEndpoint take it.",
        ["auth_mode", "traffic", "mirror_traffic", "public_network_access", "identity"]);

    public static readonly SpecKind Deployment = new(
        "managed online deployment",
        "managedOnlineDeployment",
        "New-AmlOnlineDeployment and Set-AmlOnlineDeployment take it.",
        [
            "endpoint_name", "model", "model_mount_path", "code_configuration", "environment", "environment_variables", "instance_type", "instance_count",
            "app_insights_enabled", "scale_settings", "request_settings", "liveness_probe", "readiness_probe", "data_collector", "egress_public_network_access",
        ]);

    public static readonly SpecKind Model = new("model", "model", "New-AmlModel takes it.", ["path", "flavors", "stage"]);

    public static readonly SpecKind Environment = new(
        "environment",
        "environment",
        "Put what it says under 'environment' in a deployment file.",
        ["image", "conda_file", "build", "inference_config", "os_type"]);

    private const string NotHere = "This module has managed online endpoints only; az ml takes it.";

    private static readonly SpecKind[] _read = [Endpoint, Deployment, Model, Environment];

    private static readonly SpecKind[] _notRead =
    [
        new("Kubernetes online endpoint", "kubernetesOnlineEndpoint", NotHere, ["compute"]),
        new("Kubernetes online deployment", "kubernetesOnlineDeployment", NotHere, ["resources"]),
        new("batch endpoint", "batchEndpoint", NotHere, ["defaults"]),
        new("batch deployment", "batchDeployment", NotHere, []),
        new("batch deployment", "modelBatchDeployment", NotHere, []),
        new("batch deployment", "pipelineComponentBatchDeployment", NotHere, []),
    ];

    /// <summary>"a" or "an", as the name needs.</summary>
    public string Article => Name[0] is 'e' ? "an" : "a";

    /// <summary>The kind that a <c>$schema</c> names; null when it is none of Azure ML's for endpoints and assets.</summary>
    public static SpecKind? OfSchema(string uri)
    {
        string name = uri.Split('?', '#')[0].Split('/', '\\')[^1];
        return _read.Concat(_notRead).FirstOrDefault(kind => name.Equals($"{kind.Schema}.schema.json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The kind that a key is a mark of.</summary>
    public static SpecKind? OfKey(string key) => _read.Concat(_notRead).FirstOrDefault(kind => kind.Marks.Contains(key));

    /// <summary>The other kind that a file is of by its keys: it has marks of that one and none of this.</summary>
    /// <param name="keys">The keys of the file.</param>
    public SpecKind? OtherByKeys(IReadOnlyCollection<string> keys) =>
        keys.Any(Marks.Contains)
            ? null
            : _read.Where(kind => kind != this && keys.Any(kind.Marks.Contains)).OrderByDescending(kind => keys.Count(kind.Marks.Contains)).FirstOrDefault();

    /// <summary>The Kubernetes kind with the same role, when there is one.</summary>
    public SpecKind? Kubernetes => Array.Find(_notRead, kind => kind.Schema == Schema.Replace("managed", "kubernetes", StringComparison.Ordinal) && kind.Schema != Schema);
}
