using System.Text.Json.Nodes;
using AmlEndpoints.Files;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>The keys of an environment (azure-ai-ml _schema/assets/environment.py, Microsoft's reference-yaml-environment).</summary>
internal static class EnvironmentSpecReader
{
    private const string DefaultDockerfile = "Dockerfile";

    private static readonly SpecKey[] _routeKeys = [new("path", "path", SpecValues.Text), new("port", "port", SpecValues.Whole(1, 65_535))];

    private static readonly SpecKey[] _buildKeys = [SpecKey.Own("path"), new("dockerfile_path", "dockerfilePath", SpecValues.Text)];

    private static readonly SpecKey[] _keys =
    [
        new("$schema", null, SpecValues.Text),
        new("name", null, SpecValues.TextWith(ResourceNames.ProblemOfAsset)),
        new("version", null, SpecValues.TextWith(ResourceNames.ProblemOfVersion)),
        new("description", "description", SpecValues.Text),
        new("tags", "tags", SpecValues.TextMap),
        new("properties", "properties", SpecValues.TextMap),
        new("image", "image", SpecValues.Text),
        new("conda_file", "condaFile", ReadConda),
        new("build", "build", (node, key, source) => SpecMap.Read(node, key, _buildKeys, source)?.Resource),
        new("os_type", "osType", SpecValues.OneOf(("linux", "Linux"), ("windows", "Windows"))),
        new("inference_config", "inferenceConfig", SpecValues.Map(
            new("liveness_route", "livenessRoute", ReadRoute),
            new("readiness_route", "readinessRoute", ReadRoute),
            new("scoring_route", "scoringRoute", ReadRoute))),
        new("datastore", null, SpecValues.Text),
        SpecKey.ReadOnly("id"),
        SpecKey.ReadOnly("creation_context"),
        SpecKey.ReadOnly("latest_version"),
    ];

    /// <summary>Reads an environment file's root, or an environment that is described in a deployment file.</summary>
    /// <param name="node">The map.</param>
    /// <param name="key">Its key; empty for a file.</param>
    /// <param name="source">The file.</param>
    public static EnvironmentSpec? Read(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _keys, source) is not { } map)
        {
            return null;
        }

        string what = key.Length == 0 ? "the environment" : $"'{key}'";
        if (map["image"] is null && map["build"] is null)
        {
            source.Add(node, $"{what} has neither 'image' nor 'build'. Give it one of them.");
        }
        else if (map["build"] is { } both && (map["image"] is not null || map["conda_file"] is not null))
        {
            source.Add(both, $"{what} has both 'build' and '{(map["image"] is null ? "conda_file" : "image")}'. A build says it all; give only one.");
        }

        return new EnvironmentSpec
        {
            Name = map.TextOf("name"),
            Version = map.TextOf("version"),
            BuildPath = map["build"] is YamlMappingNode build ? ReadBuildPath(build, key.Length == 0 ? "build" : $"{key}.build", source) : null,
            Datastore = map.TextOf("datastore"),
            Properties = map.Resource,
        };
    }

    private static string? ReadBuildPath(YamlMappingNode build, string key, SpecSource source)
    {
        Dictionary<string, YamlNode> entries = SpecMap.Entries(build).ToDictionary(entry => SpecScalars.TextOf(entry.Key), entry => entry.Value, StringComparer.Ordinal);
        if (!entries.TryGetValue("path", out YamlNode? path))
        {
            source.Add(build, $"'{key}' has no 'path'. Give the folder with the {DefaultDockerfile}.");
            return null;
        }

        string? folder = SpecPaths.ReadPathOrUri(path, $"{key}.path", source, fileToo: false);
        YamlNode? dockerfile = entries.GetValueOrDefault("dockerfile_path");
        string name = dockerfile is null ? DefaultDockerfile : SpecScalars.TextOf(dockerfile);
        if (folder is not null && !SpecPaths.IsUri(folder) && !SpecPaths.IsFileIn(folder, name))
        {
            source.Add(dockerfile ?? path, $"'{key}.{(dockerfile is null ? "path" : "dockerfile_path")}': there is no file '{name}' in '{folder}'.");
        }

        return folder;
    }

    private static JsonObject? ReadRoute(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _routeKeys, source) is not { } map)
        {
            return null;
        }

        foreach (SpecKey missing in _routeKeys.Where(part => map[part.Name] is null))
        {
            source.Add(node, $"'{key}' has no '{missing.Name}'. A route needs path and port.");
        }

        return map.Resource;
    }

    // The wire has the conda file's content, as a YAML text.
    private static JsonValue? ReadConda(YamlNode node, string key, SpecSource source)
    {
        if (node is YamlMappingNode)
        {
            using StringWriter text = new() { NewLine = "\n" };
            new YamlStream(new YamlDocument(node)).Save(text, assignAnchors: false);

            // YamlDotNet ends a document with a line of its own.
            string yaml = text.ToString();
            return JsonValue.Create(yaml.EndsWith("\n...\n", StringComparison.Ordinal) ? yaml[..^4] : yaml);
        }

        if (SpecPaths.ReadPath(node, key, source, fileToo: true, folderToo: false) is not { } path)
        {
            return null;
        }

        try
        {
            _ = YamlFile.ReadMap(path, FileErrors.EnvironmentInvalid);
            return JsonValue.Create(File.ReadAllText(path));
        }
        catch (AmlFileException error)
        {
            source.Add(node, $"'{key}': {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            source.Add(node, $"'{key}': the file '{path}' cannot be read: {error.Message}");
        }

        return null;
    }
}
