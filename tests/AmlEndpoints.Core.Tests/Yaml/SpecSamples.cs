using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.Tests.Yaml;

/// <summary>The files in test_data/yaml. The first word of a file's name is the kind that it is read as.</summary>
internal static class SpecSamples
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Valid { get; } = TestData.At("yaml", "valid");

    public static string Invalid { get; } = TestData.At("yaml", "invalid");

    /// <summary>The samples' names, without their ending.</summary>
    public static string[] NamesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a file as the kind that the name says, and gives all that was read, with "{folder}" for the samples' folder.</summary>
    public static string Read(string path, string name)
    {
        object spec = name.Split('-')[0] switch
        {
            "endpoint" => SpecFile.ReadEndpoint(path),
            "deployment" => SpecFile.ReadDeployment(path),
            "model" => SpecFile.ReadModel(path),
            "environment" => SpecFile.ReadEnvironment(path),
            _ => throw new ArgumentException($"There is no such kind: {name}"),
        };
        return Named(JsonSerializer.Serialize(spec, spec.GetType(), _options).Replace(@"\\", "/", StringComparison.Ordinal));
    }

    /// <summary>A message as Linux has it, with "{folder}" for the folder of all samples.</summary>
    public static string Portable(string message) => Named(message.Replace('\\', '/'));

    private static string Named(string text) => text.Replace(TestData.At("yaml").Replace('\\', '/'), "{folder}", StringComparison.Ordinal) + "\n";
}
