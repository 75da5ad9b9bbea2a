using System.Text.Json;

namespace AmlEndpoints.LocalServer.Tests.Support;

/// <summary>What tests ask of an answer.</summary>
internal static class Answer
{
    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : null;

    public static async Task<string> TextAsync(this HttpResponseMessage answer) => await answer.Content.ReadAsStringAsync();

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonDocument.Parse(await answer.TextAsync()).RootElement;
}
