using System.Net;
using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>
/// An error as Azure Resource Manager and the services behind it write it: <c>{"error": {code, message, target, details, additionalInfo}}</c>
/// (common-types/resource-management/v3/types.json, ErrorResponse). Two things are only seen in answers: the texts that matter may be in
/// JSON inside a detail's message, and the code that matters may be in an inner error.
/// </summary>
internal sealed record ArmError(string Code, string Message, string? Target)
{
    // Codes that say whose fault it is, and not what.
    private static readonly HashSet<string> _vague = new(["UserError", "ServiceError", "SystemError", "Error"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an error.</summary>
    /// <param name="body">The answer, or the status of an operation; it may be anything.</param>
    /// <param name="status">The HTTP status, for an answer that does not say what is wrong.</param>
    public static ArmError Read(JsonNode? body, int status)
    {
        JsonObject? error = body.Member("error") as JsonObject ?? body as JsonObject;
        string code = error.Text("code") ?? "";
        if (code.Length == 0 || _vague.Contains(code))
        {
            code = InnerCode(error) ?? (code.Length > 0 ? code : NameOf(status));
        }

        List<string> texts = [];
        Collect(error, texts);
        return new ArmError(code, texts.Count > 0 ? string.Join(' ', texts.Select(EndSentence)) : $"the service answered {status} {NameOf(status)}.", error.Text("target"));
    }

    private static string NameOf(int status) => status == 0 ? ServiceErrors.OperationFailed : ((HttpStatusCode)status).ToString();

    private static void Collect(JsonObject? error, List<string> texts)
    {
        if (error.Text("message") is { Length: > 0 } message && !Expand(message, texts))
        {
            Add(message, texts);
        }

        foreach (JsonNode? detail in error.Member("details") as JsonArray ?? [])
        {
            Collect(detail as JsonObject, texts);
        }
    }

    /// <summary>The texts of an error of the inference service: <c>{"errors": {"": ["text"]}, "title": "…"}</c>.</summary>
    private static bool Expand(string message, List<string> texts)
    {
        if (!message.StartsWith('{') || WireJson.TryParse(message) is not JsonObject problem)
        {
            return false;
        }

        foreach ((string _, JsonNode? list) in problem.Member("errors") as JsonObject ?? [])
        {
            foreach (JsonNode? text in list as JsonArray ?? [])
            {
                Add(text.AsText() ?? "", texts);
            }
        }

        // The title of a problem says no more than its code.
        return true;
    }

    private static void Add(string text, List<string> texts)
    {
        if (text.Length > 0 && !texts.Contains(text))
        {
            texts.Add(text);
        }
    }

    private static string EndSentence(string text) => text.TrimEnd() is var trimmed && trimmed.EndsWith('.') ? trimmed : trimmed + ".";

    private static string? InnerCode(JsonObject? error)
    {
        JsonObject? inner = error.Member("innerError") as JsonObject
            ?? (error.Member("additionalInfo") as JsonArray)?.FirstOrDefault(info => info.Text("type") == "InnerError").Member("info").Member("value") as JsonObject;
        string? code = null;
        for (; inner is not null; inner = inner.Member("innerError") as JsonObject)
        {
            code = inner.Text("code") ?? code;
        }

        return code;
    }
}
