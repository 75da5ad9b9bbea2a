namespace AmlEndpoints.Tests.Support;

/// <summary>Answers about an endpoint and its deployments.</summary>
internal static class SampleEndpoint
{
    public static ServerAnswer Endpoint(Uri server, string name = "mnist", string traffic = "{}", string state = "Succeeded", string authMode = "Key") => new(200, $$$"""
        {"id":"{{{ReplayServer.Workspace}}}/onlineEndpoints/{{{name}}}","name":"{{{name}}}","location":"local","kind":"Managed","identity":{"type":"SystemAssigned","principalId":"p"},
         "tags":{"team":"a"},"properties":{"authMode":"{{{authMode}}}","description":"old","provisioningState":"{{{state}}}","traffic":{{{traffic}}},"mirrorTraffic":{},
         "scoringUri":"{{{server}}}score","unknown":7}}
        """);

    public static ServerAnswer Deployment(string name, string state = "Succeeded") => new(200, DeploymentJson(name, state));

    public static ServerAnswer Deployments(params string[] names) => new(200, $$"""{"value":[{{string.Join(',', names.Select(name => DeploymentJson(name, "Succeeded")))}}]}""");

    public static ServerAnswer Keys(string primary = "key-1", string secondary = "key-2") => new(200, $$"""{"primaryKey":"{{primary}}","secondaryKey":"{{secondary}}"}""");

    /// <summary>An operation that goes on, and its state behind the address.</summary>
    public static ServerAnswer Begun(Uri server, int status = 201) => new(status, "{}", ("Azure-AsyncOperation", $"{server}operations/1?api-version=1&s=secret"));

    public static ServerAnswer Status(string status) => new(200, $$"""{"status":"{{status}}"}""");

    private static string DeploymentJson(string name, string state) => $$$$"""
        {"id":"{{{{ReplayServer.Workspace}}}}/onlineEndpoints/mnist/deployments/{{{{name}}}}","name":"{{{{name}}}}","location":"local","sku":{"name":"Default","capacity":2},
         "properties":{"endpointComputeType":"Managed","provisioningState":"{{{{state}}}}","instanceType":"Standard_F4s_v2","model":"{{{{ReplayServer.Workspace}}}}/models/m/versions/3","requestSettings":{"requestTimeout":"PT5S"}}}
        """;
}
