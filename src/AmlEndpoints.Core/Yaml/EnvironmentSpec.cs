using System.Text.Json.Nodes;

namespace AmlEndpoints.Yaml;

/// <summary>What an environment file says. A member that the file does not name is null.</summary>
public sealed record EnvironmentSpec
{
    /// <summary>The environment's name.</summary>
    public string? Name { get; init; }

    /// <summary>The version, as it is written.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The build context: the absolute path of a local folder, which must be uploaded first, or a uri as it is written. It goes on the wire
    /// as <c>build.contextUri</c>, which <see cref="Properties"/> does not have.
    /// </summary>
    public string? BuildPath { get; init; }

    /// <summary>Whether <see cref="BuildPath"/> is a uri and no local path.</summary>
    public bool IsUri => BuildPath is not null && SpecPaths.IsUri(BuildPath);

    /// <summary>The datastore to upload the build context to.</summary>
    public string? Datastore { get; init; }

    /// <summary>
    /// The version's properties as they go on the wire: description, tags, properties, image, condaFile (a YAML text),
    /// build (dockerfilePath), osType, inferenceConfig.
    /// </summary>
    public required JsonObject Properties { get; init; }
}
