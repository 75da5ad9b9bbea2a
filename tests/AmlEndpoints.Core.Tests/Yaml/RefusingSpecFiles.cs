using AmlEndpoints.Yaml;

namespace AmlEndpoints.Tests.Yaml;

public sealed class RefusingSpecFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(RefusingSpecFiles));

    public static TheoryData<string> Samples => [.. SpecSamples.NamesIn(SpecSamples.Invalid)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_invalid_file_is_told_all_its_problems_at_once(string name)
    {
        string path = Path.Combine(SpecSamples.Invalid, name);

        AmlFileException error = Assert.Throws<AmlFileException>(() => SpecSamples.Read($"{path}.yml", name));

        Assert.Equal(File.ReadAllText($"{path}.txt"), $"{error.Code}\n{SpecSamples.Portable(error.Message)}");
        Assert.Equal(error.Message, string.Join('\n', error.Problems.Select(problem => problem.At(error.Path))));
        Assert.Equal(error.Problems[0], new FileProblem(error.Line, error.Column, error.Problem));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found()
    {
        Assert.Equal((FileErrors.NotFound, $"{_folder.At("none.yml")}: there is no such file."), Refuse(_folder.At("none.yml")));
        Assert.Equal((FileErrors.NotFound, $"{_folder.Path}: this is a folder, not a YAML file."), Refuse(_folder.Path));
    }

    [Theory]
    [InlineData("authMode", "auth_mode")]
    [InlineData("auth-mode", "auth_mode")]
    [InlineData("AuthMode", "auth_mode")]
    [InlineData("auth_mod", "auth_mode")]
    [InlineData("tag", "tags")]
    [InlineData("descripton", "description")]
    [InlineData("publicNetworkAcess", "public_network_access")]
    public void A_misspelled_key_is_recognised(string key, string meant)
    {
        string path = _folder.Write("e.yml", $"name: my-endpoint\n{key}: x\n");

        Assert.Equal((FileErrors.SpecInvalid, $"{path}(2,1): there is no key '{key}' here. Did you mean '{meant}'?"), Refuse(path));
    }

    [Theory]
    [InlineData("tags: {a: 1, a: 2, b: {c: d}}", "(1,14): the key 'a' stands twice; first in line 1.", "(1,23): 'tags.b' must be a text, and this is a map.")]
    [InlineData("tags: {a: {x: [1, {y: z}]}, a: {x: [1, {y: z}]}, a: 1}", "(1,11): 'tags.a' must be a text, and this is a map.", "(1,29): the key 'a' stands twice; first in line 1.", "(1,50): the key 'a' stands twice; first in line 1.")]
    public void Keys_that_stand_twice_hide_no_other_problem(string text, params string[] problems)
    {
        string path = _folder.Write("e.yml", $"{text}\n");

        Assert.Equal((FileErrors.SpecInvalid, string.Join('\n', problems.Select(problem => path + problem))), Refuse(path));
    }

    [Theory]
    [InlineData("environment_variables: {KEY: [p4ssw0rd]}")]
    [InlineData("tags: [p4ssw0rd]")]
    [InlineData("model: 's3://host/m?sig=p4ssw0rd'")]
    [InlineData("environment: 'https://host/e?sig=p4ssw0rd'")]
    [InlineData("code_configuration: {code: 'https://host/e?sig=p4ssw0rd', scoring_script: s.py}")]
    public void What_may_be_secret_is_not_shown(string text)
    {
        string path = _folder.Write("d.yml", $"{text}\n");

        AmlFileException error = Assert.Throws<AmlFileException>(() => SpecFile.ReadDeployment(path));

        Assert.DoesNotContain("p4ssw0rd", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a-b-C9", true)]
    [InlineData("a2345678901234567890123456789012", true)]
    [InlineData("a23456789012345678901234567890123", false)]
    [InlineData("ab", false)]
    [InlineData("a--b", false)]
    [InlineData("abc-", false)]
    [InlineData("1abc", false)]
    [InlineData("a_bc", false)]
    [InlineData("äbc", false)]
    [InlineData("abc\n", false)]
    public void Names_of_endpoints_follow_the_services_rule(string name, bool isRight) =>
        Assert.Equal(isRight, ResourceNames.ProblemOfOnline(name) is null);

    [Theory]
    [InlineData("model-online_1", true)]
    [InlineData("1", true)]
    [InlineData("-a", false)]
    [InlineData("a.b", false)]
    [InlineData("", false)]
    public void Names_of_assets_follow_the_pattern_of_the_specification(string name, bool isRight)
    {
        Assert.Equal(isRight, ResourceNames.ProblemOfAsset(name) is null);
        Assert.True(ResourceNames.ProblemOfAsset(new string('a', 255)) is null && ResourceNames.ProblemOfAsset(new string('a', 256)) is not null);
    }

    [Theory]
    [InlineData("endpoint")]
    [InlineData("deployment")]
    [InlineData("model")]
    [InlineData("environment")]
    public void The_keys_that_a_message_offers_are_in_the_documentation(string kind)
    {
        string documentation = File.ReadAllText(TestData.At("..", "docs", "yaml.md"));
        AmlFileException error = Assert.Throws<AmlFileException>(() => SpecSamples.Read(_folder.Write("x.yml", "zzzzzzzzzzzz: 1\n"), kind));
        string[] keys = error.Problems.Single(problem => problem.Message.Contains("There can be ", StringComparison.Ordinal)).Message.Split("There can be ")[1].TrimEnd('.').Split(", ");

        Assert.InRange(keys.Length, 8, 40);
        Assert.All(keys, key => Assert.Matches($"`{System.Text.RegularExpressions.Regex.Escape(key)}[`.]", documentation));
    }

    private static (string Code, string Message) Refuse(string path)
    {
        AmlFileException error = Assert.Throws<AmlFileException>(() => SpecFile.ReadEndpoint(path));
        return (error.Code, error.Message);
    }
}
