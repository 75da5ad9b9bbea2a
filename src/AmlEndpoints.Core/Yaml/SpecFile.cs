namespace AmlEndpoints.Yaml;

/// <summary>
/// Reads Azure ML's YAML files, as azure-ai-ml and az ml take them; docs/yaml.md has the keys. Everything that is wrong in a file is told at once,
/// each thing with line and column. Nothing is fetched: a <c>$schema</c> only says the kind.
/// </summary>
public static class SpecFile
{
    /// <summary>Reads a managed online endpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AmlFileException">
    /// <see cref="FileErrors.NotFound"/>, <see cref="FileErrors.AccessFailed"/>, <see cref="FileErrors.SpecWrongKind"/> for a file of another kind, or
    /// <see cref="FileErrors.SpecInvalid"/> with all problems.
    /// </exception>
    public static OnlineEndpointSpec ReadEndpoint(string path)
    {
        SpecSource source = new(path);
        OnlineEndpointSpec? spec = EndpointReader.Read(SpecDocument.Open(source, SpecKind.Endpoint), source);
        source.ThrowIfWrong();
        return spec!;
    }

    /// <summary>Reads a managed online deployment.</summary>
    /// <inheritdoc cref="ReadEndpoint"/>
    public static OnlineDeploymentSpec ReadDeployment(string path)
    {
        SpecSource source = new(path);
        OnlineDeploymentSpec? spec = DeploymentReader.Read(SpecDocument.Open(source, SpecKind.Deployment), source);
        source.ThrowIfWrong();
        return spec!;
    }

    /// <summary>Reads a model.</summary>
    /// <inheritdoc cref="ReadEndpoint"/>
    public static ModelSpec ReadModel(string path)
    {
        SpecSource source = new(path);
        ModelSpec? spec = ModelSpecReader.Read(SpecDocument.Open(source, SpecKind.Model), "", source);
        source.ThrowIfWrong();
        return spec!;
    }

    /// <summary>Reads an environment.</summary>
    /// <inheritdoc cref="ReadEndpoint"/>
    public static EnvironmentSpec ReadEnvironment(string path)
    {
        SpecSource source = new(path);
        EnvironmentSpec? spec = EnvironmentSpecReader.Read(SpecDocument.Open(source, SpecKind.Environment), "", source);
        source.ThrowIfWrong();
        return spec!;
    }
}
