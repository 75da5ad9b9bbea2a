using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>
/// What is sent to create or change a resource. A resource changes by being sent back as a whole, so that members this module does not know
/// stay as they are.
/// </summary>
public sealed class ResourceBody
{
    // readOnly in spec/mfe.json and common-types/resource-management/v3.
    private static readonly string[] _readOnly = ["id", "name", "type", "systemData", "kind"];
    private static readonly string[] _readOnlyProperties = ["provisioningState", "scoringUri", "swaggerUri"];

    // Of names that the user chose.
    private static readonly string[] _maps = ["tags", "traffic", "mirrorTraffic", "environmentVariables"];

    internal ResourceBody(JsonObject json) => Json = json;

    /// <summary>Creates an empty body.</summary>
    public ResourceBody()
        : this([])
    {
    }

    internal JsonObject Json { get; }

    /// <summary>The body that leaves a resource as it is: a copy without what only the service writes.</summary>
    public static ResourceBody Of(ArmResource present) => From(present.Json);

    /// <inheritdoc cref="Of"/>
    internal static ResourceBody From(JsonObject present)
    {
        JsonObject body = present.DeepClone().AsObject();
        Remove(body, _readOnly);
        Remove(body["properties"] as JsonObject, _readOnlyProperties);
        Remove(body["properties"].Member("properties") as JsonObject, ["AzureAsyncOperationUri"]);
        Remove(body["identity"] as JsonObject, ["principalId", "tenantId"]);
        return new ResourceBody(body);
    }

    /// <summary>A body that can be changed apart from this one.</summary>
    public ResourceBody Copy() => new(Json.DeepClone().AsObject());

    /// <summary>The body with the members of another one over it: objects are merged, everything else is replaced. Maps that a user wrote, such as tags, are taken whole.</summary>
    public ResourceBody With(ResourceBody other)
    {
        ResourceBody body = Copy();
        Merge(body.Json, other.Json);
        return body;
    }

    /// <summary>Whether there is a value, not null, at a path such as <c>properties, model</c>.</summary>
    public bool Has(params string[] path) => At(path) is not null;

    /// <summary>Sets a text; null leaves what is there.</summary>
    public ResourceBody Set(string? value, params string[] path) => SetNode(value, path);

    /// <summary>Sets a number; null leaves what is there.</summary>
    public ResourceBody Set(int? value, params string[] path) => SetNode(value, path);

    /// <summary>Sets a truth value; null leaves what is there.</summary>
    public ResourceBody Set(bool? value, params string[] path) => SetNode(value, path);

    /// <summary>Sets names with texts, in place of all that are there; null leaves what is there.</summary>
    public ResourceBody Set(IEnumerable<KeyValuePair<string, string>>? values, params string[] path) =>
        SetNode(values is null ? null : new JsonObject(values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))), path);

    /// <summary>Sets names with numbers, in place of all that are there; null leaves what is there.</summary>
    public ResourceBody Set(IEnumerable<KeyValuePair<string, int>>? values, params string[] path) =>
        SetNode(values is null ? null : new JsonObject(values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))), path);

    /// <summary>Sets a text where there is no value yet.</summary>
    public ResourceBody Default(string value, params string[] path) => Has(path) ? this : Set(value, path);

    /// <summary>Sets a number where there is no value yet.</summary>
    public ResourceBody Default(int value, params string[] path) => Has(path) ? this : Set(value, path);

    /// <summary>One line for each value that differs from another body, <c>properties.description: "a" → "b"</c>.</summary>
    public IReadOnlyList<string> DifferencesFrom(ResourceBody before) => JsonDifference.Between(before.Json, Json);

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach ((string name, JsonNode? value) in source)
        {
            if (value is JsonObject inner && target[name] is JsonObject known && !_maps.Contains(name))
            {
                Merge(known, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private JsonNode? At(string[] path) => path.Aggregate((JsonNode?)Json, (node, name) => node.Member(name));

    private ResourceBody SetNode(JsonNode? value, string[] path)
    {
        if (value is not null)
        {
            path[..^1].Aggregate(Json, (json, name) => json.Object(name))[path[^1]] = value;
        }

        return this;
    }

    private static void Remove(JsonObject? json, string[] names)
    {
        foreach (string name in json is null ? [] : names)
        {
            json!.Remove(name);
        }
    }
}
