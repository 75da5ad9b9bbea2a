using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>What a deployment file says of its model, environment and code: references, paths, or descriptions in place.</summary>
internal static class DeploymentAssets
{
    private static readonly SpecKey[] _codeKeys = [SpecKey.Own("code"), new("scoring_script", null, SpecValues.Text)];

    /// <summary>Reads a model. Ours: a path alone is a model in place, which in azure-ai-ml needs the map with 'path'.</summary>
    public static AssetReference? ReadModel(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlScalarNode { Value: string text })
        {
            return ModelSpecReader.Read(node, key, source) is { } model ? new AssetReference { Model = model } : null;
        }

        if (AssetReferenceReader.TryRead(text, "models", out AssetReference? reference, out string? problem))
        {
            return reference;
        }

        if (problem is null && (SpecPaths.IsUri(text) || SpecPaths.LooksLocal(text, source)))
        {
            return SpecPaths.ReadPathOrUri(node, key, source, fileToo: true) is { } path ? new AssetReference { Model = new ModelSpec { Path = path, Properties = [] } } : null;
        }

        return Refuse(node, key, "models", problem, source, " For a folder or file write ./<path>, relative to this file.");
    }

    /// <summary>Reads an environment.</summary>
    public static AssetReference? ReadEnvironment(YamlNode node, string key, SpecSource source)
    {
        if (node is not YamlScalarNode { Value: string text })
        {
            return EnvironmentSpecReader.Read(node, key, source) is { } environment ? new AssetReference { Environment = environment } : null;
        }

        return AssetReferenceReader.TryRead(text, "environments", out AssetReference? reference, out string? problem)
            ? reference
            : Refuse(node, key, "environments", problem, source, " Or describe it here, with 'image' and 'conda_file'.");
    }

    /// <summary>Reads the code: both keys are needed (azure-ai-ml entities/_deployment/code_configuration.py).</summary>
    public static CodeSpec? ReadCode(YamlNode node, string key, SpecSource source)
    {
        if (SpecMap.Read(node, key, _codeKeys, source) is not { } map)
        {
            return null;
        }

        if (map["code"] is not { } code || map["scoring_script"] is not { } script)
        {
            source.Add(node, $"'{key}' has no '{(map["code"] is null ? "code" : "scoring_script")}'. It needs 'code', a folder, and 'scoring_script', a file in it.");
            return null;
        }

        string text = SpecScalars.TextOf(code);
        string scriptName = SpecScalars.TextOf(script).Replace('\\', '/');
        if (AssetReferenceReader.TryRead(text, "codes", out AssetReference? reference, out string? problem))
        {
            return new CodeSpec { Reference = reference, ScoringScript = scriptName };
        }

        if (problem is not null)
        {
            source.Add(code, $"'{key}.code': {problem}");
            return null;
        }

        string? folder = SpecPaths.ReadPath(code, $"{key}.code", source);
        if (folder is not null && !SpecPaths.IsFileIn(folder, scriptName))
        {
            source.Add(script, $"'{key}.scoring_script': there is no file '{scriptName}' in '{folder}'.");
        }

        return folder is null ? null : new CodeSpec { Path = folder, ScoringScript = scriptName };
    }

    private static AssetReference? Refuse(YamlNode node, string key, string type, string? problem, SpecSource source, string otherwise)
    {
        source.Add(node, problem is null ? $"'{key}' is {SpecScalars.Show(node)}, which is no reference. {AssetReferenceReader.Forms(type)}{otherwise}" : $"'{key}': {problem}");
        return null;
    }
}
