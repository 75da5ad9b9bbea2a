using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;

namespace AmlEndpoints.Tests.Datastores;

public sealed class IgnoringFiles
{
    [Fact]
    public void Patterns_name_what_they_name_for_azure_ai_ml()
    {
        JsonNode data = JsonNode.Parse(TestData.Read("upload/ignore_patterns.json"))!;
        string[] paths = [.. data["paths"]!.AsArray().Select(path => path!.GetValue<string>())];
        Assert.All(data["patterns"]!.AsArray(), row =>
        {
            IgnorePattern? pattern = IgnorePattern.Parse(row!["pattern"]!.GetValue<string>());
            IEnumerable<string> expected = row["paths"]?.AsArray().Select(path => path!.GetValue<string>()) ?? paths;

            Assert.Equal(expected, paths.Where(path => pattern?.IsMatch(path) ?? false));
            if (expected.Any())
            {
                Assert.Equal(row["excludes"]!.GetValue<bool>(), pattern!.Excludes);
            }
        });
    }

    [Fact]
    public void The_first_line_that_names_a_path_decides()
    {
        using TemporaryFolder folder = new();
        folder.Write(".amlignore", "!keep.log\r\n\r\n*.log\r\n");

        IgnoreFile ignore = IgnoreFile.Of(folder.Path);

        Assert.Equal((false, true, false), (ignore.Excludes("keep.log"), ignore.Excludes("sub/other.log"), ignore.Excludes("log")));
    }

    [Theory]
    [InlineData("a[")]
    [InlineData("x[z-a]")]
    [InlineData("a\\")]
    [InlineData("!")]
    [InlineData("[!]")]
    public void Broken_patterns_are_texts(string pattern) => Assert.False(IgnorePattern.Parse(pattern)?.IsMatch("b") ?? false);
}
