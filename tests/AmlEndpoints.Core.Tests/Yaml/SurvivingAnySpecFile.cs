using System.Globalization;
using CsCheck;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AmlEndpoints.Tests.Yaml;

public sealed class SurvivingAnySpecFile : IDisposable
{
    private static readonly string[] _samples = SpecSamples.NamesIn(SpecSamples.Valid);

    private readonly TemporaryFolder _folder = new(nameof(SurvivingAnySpecFile));

    public SurvivingAnySpecFile()
    {
        // The paths in the samples lead somewhere from here too.
        foreach (string file in Directory.EnumerateFiles(SpecSamples.Valid, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)))
        {
            string copy = _folder.At(Path.GetRelativePath(SpecSamples.Valid, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_file_is_refused_with_places_or_read_and_nothing_else() =>
        Gen.Select(Gen.OneOf(_samples.Concat(SpecSamples.NamesIn(SpecSamples.Invalid)).ToArray()), Damage.OfText).Holds(
            (name, damage) =>
            {
                string origin = Path.Combine(_samples.Contains(name) ? SpecSamples.Valid : SpecSamples.Invalid, $"{name}.yml");
                string path = _folder.Write("damaged.yml", damage(File.ReadAllBytes(origin)));
                try
                {
                    Assert.NotEmpty(SpecSamples.Read(path, name));
                }
                catch (AmlFileException error)
                {
                    Assert.Equal(path, error.Path);
                    Assert.All(error.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message)));
                    Assert.Equal(error.Problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column), error.Problems);
                }
            },
            times: 3_000);

    [Fact]
    public void A_value_of_another_shape_is_refused_or_read_and_nothing_else() =>
        Gen.Select(Gen.OneOf(_samples), Gen.Int[0, 1_000], Gen.OneOf("", "x", "[]", "{}", "[[1]]", "{a: {b: c}}", "{a: , <<: [{b: 1}, 2]}", "-1", "99999999999999999999", "1e999", ".nan", "azureml:", "azureml:a:b:c", "file:", "file://", "'\\0'", "\"\\0\"", "..", "C:\\x", "!!int x", "&a [*a]", "<<")).Holds(
            (name, place, value) =>
            {
                string[] lines = File.ReadAllLines(Path.Combine(SpecSamples.Valid, $"{name}.yml"));
                int chosen = place % lines.Length;
                int colon = lines[chosen].IndexOf(": ", StringComparison.Ordinal);
                lines[chosen] = colon < 0 ? value : $"{lines[chosen][..colon]}: {value}";
                string path = _folder.Write("changed.yml", string.Join('\n', lines));
                try
                {
                    Assert.NotEmpty(SpecSamples.Read(path, name));
                }
                catch (AmlFileException error)
                {
                    Assert.Equal(path, error.Path);
                    Assert.InRange(error.Line!.Value, 1, lines.Length + 1);
                }
            },
            times: 3_000);

    [Fact]
    public void The_order_of_keys_and_the_style_of_YAML_make_no_difference() =>
        Gen.Select(Gen.OneOf(_samples), Gen.Int, Gen.Bool).Holds(
            (name, seed, isFlow) =>
            {
                string text = File.ReadAllText(Path.Combine(SpecSamples.Valid, $"{name}.yml"));
                YamlStream yaml = [];
                yaml.Load(new StringReader(text));
                Restyle(yaml.Documents[0].RootNode, new Random(seed), isFlow);
                using StringWriter changed = new(CultureInfo.InvariantCulture);
                yaml.Save(changed, assignAnchors: false);

                string expected = SpecSamples.Read(_folder.Write("one.yml", text), name);
                string actual = SpecSamples.Read(_folder.Write("other.yml", changed.ToString()), name);

                Assert.Equal(Sorted(expected), Sorted(actual));
            },
            times: 500);

    // Anchors stand before their aliases, and so the order of the root's keys stays where there are any.
    private static void Restyle(YamlNode node, Random random, bool isFlow)
    {
        switch (node)
        {
            case YamlMappingNode map when !map.Children.Keys.Any(key => ((YamlScalarNode)key).Value == "<<"):
                map.Style = isFlow ? YamlDotNet.Core.Events.MappingStyle.Flow : YamlDotNet.Core.Events.MappingStyle.Block;
                KeyValuePair<YamlNode, YamlNode>[] entries = [.. map.Children];
                if (!map.AllNodes.Any(inner => !inner.Anchor.IsEmpty))
                {
                    random.Shuffle(entries);
                }

                map.Children.Clear();
                foreach ((YamlNode key, YamlNode value) in entries)
                {
                    Restyle(value, random, isFlow);
                    map.Add(key, value);
                }

                break;
            case YamlSequenceNode list:
                list.Style = isFlow ? YamlDotNet.Core.Events.SequenceStyle.Flow : YamlDotNet.Core.Events.SequenceStyle.Block;
                break;
            case YamlScalarNode { Value: not (null or "" or "~") } scalar when random.Next(2) == 0:
                scalar.Style = random.Next(2) == 0 ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted;
                break;
            default:
                break;
        }
    }

    // A conda file in place keeps its order and style on the wire; both are no part of what it says.
    private static string Sorted(string json) =>
        string.Join('\n', json.Split('\n').Where(line => !line.Contains("\"condaFile\"", StringComparison.Ordinal)).Select(line => line.TrimEnd(',')).Order(StringComparer.Ordinal));
}
