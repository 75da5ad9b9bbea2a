using System.Text.Json.Nodes;

namespace AmlEndpoints.Service;

/// <summary>Makes what is sent of what was got: a resource changes by being sent back as a whole, without what only the service writes.</summary>
public static class ResourceBody
{
    // readOnly in spec/mfe.json and common-types/resource-management/v3.
    private static readonly string[] _readOnly = ["id", "name", "type", "systemData", "kind"];
    private static readonly string[] _readOnlyProperties = ["provisioningState", "scoringUri", "swaggerUri"];

    /// <summary>A copy that can be changed and sent; members that this module does not know stay.</summary>
    public static JsonObject From(JsonObject resource)
    {
        JsonObject body = resource.DeepClone().AsObject();
        Remove(body, _readOnly);
        Remove(body["properties"] as JsonObject, _readOnlyProperties);
        Remove(body["properties"].Member("properties") as JsonObject, ["AzureAsyncOperationUri"]);
        Remove(body["identity"] as JsonObject, ["principalId", "tenantId"]);
        return body;
    }

    private static void Remove(JsonObject? json, string[] names)
    {
        foreach (string name in json is null ? [] : names)
        {
            json!.Remove(name);
        }
    }
}
