using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>Says in words what changes from one JSON object to another.</summary>
internal static class JsonDifference
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line for each value that differs, <c>properties.description: "a" → "b"</c>; none when all are the same. null, and a member that is missing, are the same.</summary>
    public static IReadOnlyList<string> Between(JsonObject before, JsonObject after)
    {
        List<string> lines = [];
        Compare("", before, after, lines);
        return lines;
    }

    private static void Compare(string path, JsonObject before, JsonObject after, List<string> lines)
    {
        foreach (string name in before.Select(member => member.Key).Union(after.Select(member => member.Key), StringComparer.Ordinal))
        {
            string place = path.Length == 0 ? name : $"{path}.{name}";
            JsonNode? old = before[name];
            JsonNode? @new = after[name];
            if (old is JsonObject or null && @new is JsonObject or null && (old ?? @new) is not null)
            {
                Compare(place, old as JsonObject ?? [], @new as JsonObject ?? [], lines);
            }
            else if (!JsonNode.DeepEquals(old, @new))
            {
                lines.Add($"{place}: {Text(old)} → {Text(@new)}");
            }
        }
    }

    private static string Text(JsonNode? node) => node is null ? "nothing" : node.ToJsonString(_readable);
}
