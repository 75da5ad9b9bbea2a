using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>A request that is nearly right: a real path and body with something in it that does not belong there.</summary>
internal sealed record RandomRequest(string Method, string Path, string? Body)
{
    private static readonly string[] _methods = ["GET", "PUT", "PATCH", "POST", "DELETE"];

    private static readonly string[] _paths =
    [
        "", "models", "models/{n}", "models/{n}/versions", "models/{n}/versions/{n}", "codes/{n}/versions/{n}", "environments/{n}/versions/{n}", "environments/{n}", "datastores", "datastores/{n}",
        "datastores/workspaceblobstore/listSecrets", "onlineEndpoints", "onlineEndpoints/{n}", "onlineEndpoints/{e}", "onlineEndpoints/{e}/listKeys", "onlineEndpoints/{e}/regenerateKeys", "onlineEndpoints/{e}/token",
        "onlineEndpoints/{e}/deployments", "onlineEndpoints/{e}/deployments/{n}", "onlineEndpoints/{e}/deployments/blue", "onlineEndpoints/{e}/deployments/blue/getLogs", "onlineEndpoints/{e}/deployments/blue/skus", "{n}/{n}",
    ];

    private static readonly string[] _names = ["digits", "1", "blue", "green", "a--b", "%25", "%C3%A9", "%F0%9F%98%80", "..%2F..", "%5C", "a%0Ab", "x.y", "-", "%22", "{n", new string('z', 300)];

    private static readonly string[] _queries =
    [
        "", "$top={v}", "$skip={v}", "count={v}", "offset={v}", "$orderBy={v}", "orderBy={v}", "listViewType={v}", "tags={v}", "properties={v}={v}", "name={v}", "hash={v}", "isDefault={v}", "names={v}", "api-version={v}x",
    ];

    private static readonly string[] _values = ["1", "-1", "0", "2147483647", "99999999999", "%20", "%0D%0A", "a%3Db%3D,%2C", "%C3%A9", "", "All", "createdtime%20desc%20x", "%00x", "&&=", "1&$top=2"];

    private static readonly string[] _bodies =
    [
        """{"properties": {"modelUri": "azureml://datastores/workspaceblobstore/paths/models/digits", "modelType": "mlflow_model", "isArchived": false, "tags": {"a": "b"}, "properties": {"a": "b"}, "flavors": {}}}""",
        """{"properties": {"image": "i", "osType": "Linux", "isAnonymous": true}}""",
        """{"properties": {"codeUri": "http://127.0.0.1/azureml-blobstore/x", "properties": {"hash_sha256": "1"}}}""",
        """{"location": "local", "tags": {"a": "b"}, "identity": {"type": "SystemAssigned"}, "properties": {"authMode": "Key", "traffic": {"blue": 100}, "mirrorTraffic": {"blue": 0}, "keys": {"primaryKey": "k"}, "properties": {"p": "q"}, "publicNetworkAccess": "Enabled"}}""",
        """{"sku": {"name": "Default", "capacity": 1}, "properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "instanceType": "Standard_DS3_v2", "requestSettings": {"requestTimeout": "PT5S", "maxQueueWait": "PT0S", "maxConcurrentRequestsPerInstance": 1}, "livenessProbe": {"period": "PT1S", "failureThreshold": 3}, "scaleSettings": {"scaleType": "Default"}, "environmentVariables": {"A": "b"}, "codeConfiguration": null}}""",
        """{"keyType": "Primary", "keyValue": "k"}""",
        """{"containerType": "InferenceServer", "tail": 10}""",
    ];

    private static readonly string[] _wrong =
    [
        "null", "true", "1", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"", "\"é😀\"", "[]", "[{}]", "{}", "{\"a\": null}", "{\"a\": {\"a\": 1}}", "\"P9999999999Y\"", "\"-PT1S\"",
        "\"azureml://datastores/workspaceblobstore/paths/../..\"", "\"azureml://datastores/workspaceblobstore/paths/%\"", "\"http://[\"", "\"http://x/azureml-blobstore/%zz\"", "\"azureml:a:b:c\"",
    ];

    public static RandomRequest Make(Random random, string endpoint)
    {
        string path = Pick(random, _paths).Replace("{e}", endpoint, StringComparison.Ordinal);
        while (path.Contains("{n}", StringComparison.Ordinal))
        {
            int place = path.IndexOf("{n}", StringComparison.Ordinal);
            path = path[..place] + Pick(random, _names) + path[(place + 3)..];
        }

        string query = Pick(random, _queries).Replace("{v}", Pick(random, _values), StringComparison.Ordinal);
        string method = Pick(random, _methods);
        if (method == "DELETE" && path.EndsWith(endpoint, StringComparison.Ordinal))
        {
            // The others need it.
            method = "GET";
        }

        return new RandomRequest(method, query.Length == 0 ? path : $"{path}?{query}", random.Next(8) == 0 ? null : Damage(random, Pick(random, _bodies)));
    }

    private static string Damage(Random random, string body)
    {
        JsonObject root = JsonNode.Parse(body)!.AsObject();
        for (int times = random.Next(3); times > 0; times--)
        {
            JsonObject place = root;
            while (place.Select(member => member.Value).OfType<JsonObject>().ToArray() is { Length: > 0 } inner && random.Next(3) > 0)
            {
                place = inner[random.Next(inner.Length)];
            }

            if (place.Count > 0)
            {
                place[place.ElementAt(random.Next(place.Count)).Key] = JsonNode.Parse(Pick(random, _wrong));
            }
        }

        string text = root.ToJsonString();
        return random.Next(20) == 0 ? text[..random.Next(text.Length)] : text;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
