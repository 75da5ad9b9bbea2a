using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Yaml;

/// <summary>Checks a value and gives it as it goes on the wire; null when it is wrong, which is then told to the source, or goes nowhere.</summary>
/// <param name="node">The value, never YAML's null.</param>
/// <param name="key">The key with those around it, for messages: <c>request_settings.request_timeout_ms</c>.</param>
/// <param name="source">The file.</param>
internal delegate JsonNode? SpecValue(YamlNode node, string key, SpecSource source);

/// <summary>A key that a map in a spec file may have.</summary>
/// <param name="Name">The key in YAML.</param>
/// <param name="Wire">The member of the resource, with those around it (<c>properties.authMode</c>); null when the value goes elsewhere.</param>
/// <param name="Read">Reads the value.</param>
internal sealed record SpecKey(string Name, string? Wire, SpecValue Read)
{
    /// <summary>Whether only the service sets it; messages do not offer it.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>A key whose value the kind itself reads.</summary>
    public static SpecKey Own(string name) => new(name, null, (_, _, _) => null);

    /// <summary>
    /// A key that only the service sets. azure-ai-ml takes it, so that what "az ml … show" prints can be given back, and sends nothing.
    /// </summary>
    public static SpecKey ReadOnly(string name) => Own(name) with { IsReadOnly = true };
}
