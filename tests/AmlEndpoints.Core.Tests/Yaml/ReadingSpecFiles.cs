using System.Text.Json.Nodes;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.Tests.Yaml;

public sealed class ReadingSpecFiles : IDisposable
{
    private const string MachineLearning = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    private readonly TemporaryFolder _folder = new(nameof(ReadingSpecFiles));

    public static TheoryData<string> Samples => [.. SpecSamples.NamesIn(SpecSamples.Valid)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_valid_file_gives_what_goes_on_the_wire(string name)
    {
        string path = Path.Combine(SpecSamples.Valid, name);

        Assert.Equal(File.ReadAllText($"{path}.json"), SpecSamples.Read($"{path}.yml", name));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("ON", true)]
    [InlineData("'true'", true)]
    [InlineData("false", false)]
    [InlineData("No", false)]
    [InlineData("off", false)]
    public void Booleans_can_be_written_as_YAML_1_1_has_them(string text, bool expected)
    {
        OnlineDeploymentSpec spec = SpecFile.ReadDeployment(_folder.Write("d.yml", $"instance_count: 1\napp_insights_enabled: {text}\n"));

        Assert.Equal(expected, spec.Resource["properties"]!["appInsightsEnabled"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("007")]
    [InlineData("1e3")]
    [InlineData("yes")]
    [InlineData("2024-04-01")]
    public void Versions_and_tags_keep_their_text(string text)
    {
        ModelSpec spec = SpecFile.ReadModel(_folder.Write("m.yml", $"version: {text}\ntags:\n  tag: {text}\n"));

        Assert.Equal((text, text), (spec.Version, spec.Properties["tags"]!["tag"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(1, "PT0.001S")]
    [InlineData(500, "PT0.5S")]
    [InlineData(5_000, "PT5S")]
    [InlineData(90_000, "PT1M30S")]
    [InlineData(180_000, "PT3M")]
    public void Times_are_ISO_8601_durations_on_the_wire(int milliseconds, string expected)
    {
        OnlineDeploymentSpec spec = SpecFile.ReadDeployment(_folder.Write("d.yml", $"instance_count: 1\nrequest_settings: {{request_timeout_ms: {milliseconds}}}\n"));

        Assert.Equal(expected, spec.Resource["properties"]!["requestSettings"]!["requestTimeout"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("azureml:m:1", "m", "1", null, null, null)]
    [InlineData("azureml:m@latest", "m", null, "latest", null, null)]
    [InlineData(MachineLearning + "/models/m/versions/2", "m", "2", null, null, MachineLearning + "/models/m/versions/2")]
    [InlineData("azureml:" + MachineLearning + "/models/m/labels/latest", "m", null, "latest", null, MachineLearning + "/models/m/labels/latest")]
    [InlineData("azureml://registries/r/models/m/versions/3", "m", "3", null, "r", "azureml://registries/r/models/m/versions/3")]
    [InlineData("azureml://locations/westus/workspaces/w/models/m/versions/3", "m", "3", null, null, "azureml://locations/westus/workspaces/w/models/m/versions/3")]
    public void Registered_models_are_taken_apart(string text, string name, string? version, string? label, string? registry, string? id)
    {
        AssetReference model = SpecFile.ReadDeployment(_folder.Write("d.yml", $"model: {text}\n")).Model!;

        Assert.Equal((name, version, label, registry, id), (model.Name, model.Version, model.Label, model.Registry, model.Id));
        Assert.Equal(id ?? text, model.Text);
        Assert.Null(model.Model);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("./model")]
    [InlineData("model/")]
    [InlineData("file:model")]
    [InlineData("file:./model")]
    [InlineData("{path: model}")]
    [InlineData("sub/../model")]
    [InlineData(".\\model")]
    [InlineData("{absolute}")]
    public void Local_models_are_relative_to_the_file(string text)
    {
        string model = Directory.CreateDirectory(_folder.At("model")).FullName;
        string path = _folder.Write("d.yml", $"model: {text.Replace("{absolute}", model, StringComparison.Ordinal)}\n");

        Assert.Equal(model, SpecFile.ReadDeployment(path).Model!.Model!.Path);
        Assert.Equal(model, SpecFile.ReadDeployment(Path.GetRelativePath(Directory.GetCurrentDirectory(), path)).Model!.Model!.Path);
        Assert.False(SpecFile.ReadDeployment(path).Model!.Model!.IsUri);
    }

    [Fact]
    public void A_file_uri_is_a_local_path()
    {
        string model = _folder.Write("the model.onnx", "");
        string path = _folder.Write("m.yml", $"path: {new Uri(model).AbsoluteUri}\n");

        Assert.Equal(model, SpecFile.ReadModel(path).Path);
    }

    [Fact]
    public void A_model_at_a_uri_is_in_place_too()
    {
        ModelSpec model = SpecFile.ReadDeployment(_folder.Write("d.yml", "model: azureml://datastores/d/paths/model\n")).Model!.Model!;

        Assert.Equal(("azureml://datastores/d/paths/model", true), (model.Path, model.IsUri));
    }

    [Fact]
    public void What_is_merged_into_a_map_does_not_replace_what_it_has()
    {
        JsonNode resource = SpecFile.ReadDeployment(_folder.Write("d.yml", "liveness_probe: &a {period: 1, timeout: 2}\nreadiness_probe: {period: 3, <<: [*a, {failure_threshold: 4, timeout: 9}]}\n")).Resource;

        Assert.Equal("""{"period":"PT3S","timeout":"PT2S","failureThreshold":4}""", resource["properties"]!["readinessProbe"]!.ToJsonString());
    }

    [Fact]
    public void A_conda_file_in_place_is_YAML_again()
    {
        string path = _folder.Write("e.yml", "image: i\nconda_file:\n  name: &n scoring.\n  dependencies:\n    - *n\n    - python=3.10\n    - pip: ['mlflow']\n");

        string conda = SpecFile.ReadEnvironment(path).Properties["condaFile"]!.GetValue<string>();
        string again = SpecFile.ReadEnvironment(_folder.Write("again.yml", $"image: i\nconda_file:\n  {conda.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n")).Properties["condaFile"]!.GetValue<string>();

        Assert.Equal(conda, again);
        Assert.DoesNotContain("...", conda, StringComparison.Ordinal);
        Assert.Contains("python=3.10", conda, StringComparison.Ordinal);
    }
}
