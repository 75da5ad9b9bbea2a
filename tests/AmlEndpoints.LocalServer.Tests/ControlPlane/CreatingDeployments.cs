using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class CreatingDeployments(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task The_answers_have_all_that_the_recorded_ones_have()
    {
        string endpoint = await NewEndpointAsync();
        JsonObject recorded = Recorded.Answer(4)["body"]!.DeepClone().AsObject();
        recorded["properties"]!.AsObject().Remove("codeConfiguration");
        recorded["properties"]!.AsObject().Remove("environmentId");

        Reply created = (await Client.BeginDeploymentAsync(endpoint, "blue", more: """, "description": "d", "privateNetworkConnection": false""")).Is(201);
        JsonObject operation = await Client.EndAsync(created);
        Reply found = (await Client.GetAsync(created.Header("Location")!)).Is(200);

        Recorded.AssertCovers(recorded, created.Json);
        Recorded.AssertCovers(Recorded.Answer(2)["body"]!, operation);
        Assert.Equal(("Creating", "Succeeded", "Succeeded"), (created.State, (string?)operation["status"], found.State));
        Assert.Equal($"{Client.Workspace}/onlineEndpoints/{endpoint}/deployments/blue", (string?)found.Json["id"]);
        Assert.Contains(found.Text, (await Client.GetAsync($"onlineEndpoints/{endpoint}/deployments")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_said_has_the_values_of_the_service()
    {
        string endpoint = await NewEndpointAsync();
        await Client.DeployAsync(endpoint, "blue", more: """, "environmentVariables": {"A": "b"}, "dataCollector": {"collections": {}}""");

        JsonObject blue = (await Client.GetAsync(ControlPlaneClient.Deployment(endpoint, "BLUE"))).Is(200).Json;

        JsonNode properties = blue["properties"]!;
        Assert.Equal("""{"name":"Default","capacity":1,"tier":"Standard"}""", blue["sku"]!.ToJsonString());
        Assert.Equal("""{"scaleType":"Default"}""", properties["scaleSettings"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"requestTimeout": "PT5S", "maxQueueWait": "PT0S", "maxConcurrentRequestsPerInstance": 1}"""), properties["requestSettings"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"initialDelay": "PT10S", "period": "PT10S", "timeout": "PT2S", "successThreshold": 1, "failureThreshold": 30}"""), properties["livenessProbe"]));
        Assert.Equal(("Managed", "Enabled", false), ((string?)properties["endpointComputeType"], (string?)properties["egressPublicNetworkAccess"], (bool)properties["appInsightsEnabled"]!));
        Assert.Equal("b", (string?)properties["environmentVariables"]!["A"]);
        Assert.Equal("""{"collections":{}}""", properties["dataCollector"]!.ToJsonString());
        Assert.Equal(404, await Client.ScoreAsync(endpoint));
        Assert.Equal(200, await Client.ScoreAsync(endpoint, "blue"));
    }

    [Theory]
    [InlineData("""{}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Kubernetes", "model": "azureml:digits:1"}}""", 501)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:9"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:nobody:1"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "digits"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": 1}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml://registries/azureml/models/digits/versions/1"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "/subscriptions/1/resourceGroups/local/providers/Microsoft.MachineLearningServices/workspaces/local/models/digits/versions/1"}}""", 400)]
    [InlineData("""{"sku": {"capacity": 0}, "properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1"}}""", 400)]
    [InlineData("""{"sku": {"capacity": 51}, "properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1"}}""", 400)]
    [InlineData("""{"sku": {"capacity": 1.5}, "properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1"}}""", 400)]
    [InlineData("""{"sku": "big", "properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1"}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "instanceType": 3}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "environmentVariables": {"A": 1}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "scaleSettings": {"scaleType": "TargetUtilization"}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "requestSettings": {"requestTimeout": "PT181S"}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "requestSettings": {"requestTimeout": "5000"}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "requestSettings": {"requestTimeout": "P999999999999Y"}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "requestSettings": {"maxQueueWait": 1}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "requestSettings": {"maxConcurrentRequestsPerInstance": 0}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "livenessProbe": {"failureThreshold": "many"}}}""", 400)]
    [InlineData("""{"properties": {"endpointComputeType": "Managed", "model": "azureml:digits:1", "appInsightsEnabled": "yes"}}""", 400)]
    public async Task Bodies_that_cannot_be_are_refused_and_nothing_is_made(string body, int status)
    {
        string endpoint = await NewEndpointAsync();

        (await Client.PutAsync(ControlPlaneClient.Deployment(endpoint, "blue"), body)).Is(status);

        Assert.Empty((await Client.GetAsync($"onlineEndpoints/{endpoint}/deployments")).Names);
    }

    [Fact]
    public async Task Models_are_named_in_the_ways_of_the_clients()
    {
        string endpoint = await NewEndpointAsync();
        string id = $"{Client.Workspace}/models/digits/versions/1";
        foreach (string model in (string[])["azureml:digits:1", $"azureml:{id}", id.ToUpperInvariant().Replace("DIGITS", "digits", StringComparison.Ordinal), "azureml:/" + id.Replace("/providers/Microsoft.MachineLearningServices", "", StringComparison.Ordinal)])
        {
            Reply created = (await Client.PutAsync(ControlPlaneClient.Deployment(endpoint, "blue"), $$"""{"properties": {"endpointComputeType": "Managed", "model": "{{model}}"} }""")).Is(201);

            Assert.Equal(id, (string?)created.Properties["model"]);
            Assert.Equal("Succeeded", (string?)(await Client.EndAsync(created))["status"]);
        }
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_fails_where_people_look()
    {
        string endpoint = await NewEndpointAsync();

        JsonObject operation = await Client.DeployAsync(endpoint, "blue", "broken/versions/1");

        Assert.Equal("Failed", (string?)operation["status"]);
        Assert.NotEqual("InternalServerError", (string?)operation["error"]!["code"]);
        Assert.Contains("blue", (string?)operation["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal("Failed", (await Client.GetAsync(ControlPlaneClient.Deployment(endpoint, "blue"))).Is(200).State);
        Assert.Contains("Error", (string?)(await Client.PostAsync(ControlPlaneClient.Deployment(endpoint, "blue") + "/getLogs", """{"tail": 5}""")).Is(200).Json["content"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Succeeded", (string?)(await Client.DeployAsync(endpoint, "blue"))["status"]);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1blue")]
    [InlineData("blue_1")]
    [InlineData("blue.1")]
    public async Task Names_that_the_service_refuses_are_refused(string name) =>
        (await Client.BeginDeploymentAsync(await NewEndpointAsync(), name)).Is(400);

    [Fact]
    public async Task A_deployment_needs_its_endpoint() => (await Client.BeginDeploymentAsync(NewName(), "blue")).Is(404);

    [Fact]
    public async Task An_endpoint_has_twenty_deployments_at_most_which_may_begin_at_once()
    {
        string endpoint = await NewEndpointAsync();
        (await Client.PutModelAsync("shared-" + endpoint, "1", "models/digits")).Is(201);

        Reply[] begun = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Client.BeginDeploymentAsync(endpoint, $"deployment-{number}", $"shared-{endpoint}/versions/1")));
        JsonObject[] ended = await Task.WhenAll(begun.Select(reply => Client.EndAsync(reply.Is(201))));

        Assert.All(ended, operation => Assert.Equal("Succeeded", (string?)operation["status"]));
        (await Client.BeginDeploymentAsync(endpoint, "one-more")).Is(400);
        Assert.Equal(20, (await Client.GetAsync($"onlineEndpoints/{endpoint}/deployments?$top=50")).Names.Distinct().Count());
        Assert.Equal(7, (await Client.GetAsync($"onlineEndpoints/{endpoint}/deployments?$top=7")).Names.Length);
    }
}
