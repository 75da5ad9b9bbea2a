namespace AmlEndpoints.Yaml;

/// <summary>
/// What a deployment says of its model, environment or code: a registered asset by name, by ARM id or by a uri, or one that is described
/// in place and registered on the way. Exactly one of <see cref="Name"/>, <see cref="Model"/> and <see cref="Environment"/> is set.
/// </summary>
public sealed record AssetReference
{
    /// <summary>The name of the registered asset.</summary>
    public string? Name { get; init; }

    /// <summary>Its version, as it is written; null when <see cref="Label"/> stands for it.</summary>
    public string? Version { get; init; }

    /// <summary>The label that stands for a version, such as <c>latest</c>.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The asset's full ARM id (<c>/subscriptions/…</c>) or its uri (<c>azureml://…</c>), as it is written, without the prefix
    /// <c>azureml:</c>; null for an asset of the workspace that was named shortly.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The registry that has the asset; null for an asset of a workspace.</summary>
    public string? Registry { get; init; }

    /// <summary>A model that is described in place.</summary>
    public ModelSpec? Model { get; init; }

    /// <summary>An environment that is described in place.</summary>
    public EnvironmentSpec? Environment { get; init; }

    /// <summary>The reference as text, in the form it has in YAML; null for an asset that is described in place.</summary>
    public string? Text => Id ?? (Name is null ? null : Label is null ? $"azureml:{Name}:{Version}" : $"azureml:{Name}@{Label}");
}
