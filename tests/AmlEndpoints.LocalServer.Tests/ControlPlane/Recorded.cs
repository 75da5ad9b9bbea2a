using System.Text.Json;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>The exchange with the service that test_data/wire has: what our answers must look like.</summary>
internal static class Recorded
{
    // Members whose names are the sample's own data, not the protocol's.
    private static readonly string[] _maps = ["traffic", "tags", "userAssignedIdentities"];

    private static readonly JsonArray _exchanges = Sample("online-endpoint-2022.json")["exchanges"]!.AsArray();

    public static JsonNode Sample(string name) => JsonNode.Parse(File.ReadAllText(TestData.Wire(name)))!;

    public static JsonObject Answer(int exchange) => _exchanges[exchange]!["res"]!.AsObject();

    /// <summary>Checks that an answer has every member that the recorded one has, with the same type; what was null there may be anything.</summary>
    public static void AssertCovers(JsonNode recorded, JsonNode actual, string path = "$")
    {
        foreach ((string name, JsonNode? value) in recorded.AsObject())
        {
            Assert.True(actual.AsObject().ContainsKey(name), $"{path}.{name} is missing.");
            if (value is null)
            {
                continue;
            }

            JsonNode? ours = actual[name];
            Assert.True(ours is not null && KindOf(ours) == KindOf(value), $"{path}.{name} is {ours?.ToJsonString() ?? "null"}, where the service has {value.ToJsonString()}.");
            if (value is JsonObject && !_maps.Contains(name))
            {
                AssertCovers(value, ours!, $"{path}.{name}");
            }
        }
    }

    private static string KindOf(JsonNode node) => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "Boolean" : node.GetValueKind().ToString();
}
