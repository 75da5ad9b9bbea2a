using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>What all resources' JSON has in common. What this server does not know stays as it was sent.</summary>
internal static class ResourceJson
{
    private static readonly string _user = string.IsNullOrEmpty(Environment.UserName) ? "local" : Environment.UserName;

    // Quotes and plus signs stay readable: the text is JSON and goes into no page.
    private static readonly JsonSerializerOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text, UTF-8.</summary>
    public static byte[] ToUtf8(this JsonNode? json) => JsonSerializer.SerializeToUtf8Bytes(json, _options);

    /// <summary>The text of a time as the service writes it.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffff+00:00", CultureInfo.InvariantCulture);

    /// <summary>The object under a name, made when it is not there.</summary>
    /// <exception cref="ArmException">Something else is there.</exception>
    public static JsonObject Object(this JsonObject json, string name)
    {
        if (json[name] is null)
        {
            json[name] = new JsonObject();
        }

        return json[name] as JsonObject ?? throw ArmErrors.InvalidJson($"'{name}' must be an object.");
    }

    /// <summary>The text under a name, or null.</summary>
    /// <exception cref="ArmException">Something else is there.</exception>
    public static string? Text(this JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw ArmErrors.InvalidJson($"'{name}' must be a string."),
    };

    /// <summary>The boolean under a name; false when there is none.</summary>
    /// <exception cref="ArmException">Something else is there.</exception>
    public static bool Flag(this JsonObject json, string name) => json[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw ArmErrors.InvalidJson($"'{name}' must be true or false."),
    };

    /// <summary>The whole number under a name, or null.</summary>
    /// <exception cref="ArmException">Something else is there.</exception>
    public static int? Number(this JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        _ => throw ArmErrors.InvalidJson($"'{name}' must be a whole number."),
    };

    /// <summary>Gives a member a value when it has none.</summary>
    public static void Default(this JsonObject json, string name, JsonNode? value) => json[name] ??= value;

    /// <summary>Checks that the values of a map are texts.</summary>
    public static void RequireTexts(this JsonObject json, string name)
    {
        foreach ((string key, JsonNode? value) in json.Object(name))
        {
            _ = value is JsonValue text && text.TryGetValue(out string? _) ? true : throw ArmErrors.InvalidJson($"'{name}.{key}' must be a string.");
        }
    }

    /// <summary>Whether a map has what a filter asks for: <c>key</c>, or <c>key=value</c>.</summary>
    public static bool Has(this JsonObject map, string wanted)
    {
        string[] parts = wanted.Split('=', 2);
        return map.ContainsKey(parts[0]) && (parts.Length == 1 || map.Text(parts[0]) == parts[1]);
    }

    /// <summary>Puts the members first that every resource begins with, and drops what a client may not set.</summary>
    /// <param name="body">What was sent.</param>
    /// <param name="id">The resource's ARM id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="created">When it was made.</param>
    /// <param name="modified">When it was changed.</param>
    /// <param name="authors">Whether <c>systemData</c> has all six members, as that of assets has; endpoints' has three.</param>
    public static JsonObject Envelope(JsonObject body, string id, string name, string type, DateTimeOffset created, DateTimeOffset modified, bool authors)
    {
        JsonObject envelope = new() { ["id"] = id, ["name"] = name, ["type"] = type };
        foreach ((string key, JsonNode? value) in body)
        {
            if (key is not ("id" or "name" or "type" or "systemData"))
            {
                envelope[key] = value?.DeepClone();
            }
        }

        JsonObject systemData = new() { ["createdAt"] = Time(created), ["createdBy"] = _user };
        if (authors)
        {
            systemData["createdByType"] = "User";
            systemData["lastModifiedBy"] = _user;
            systemData["lastModifiedByType"] = "User";
        }

        systemData["lastModifiedAt"] = Time(modified);
        envelope["systemData"] = systemData;
        return envelope;
    }

    /// <summary>The ARM id of something in the workspace.</summary>
    public static string IdOf(this WorkspaceIdentity workspace, Resource resource) => $"{workspace.Id}/{resource.Collection}/{resource.Name}";
}
