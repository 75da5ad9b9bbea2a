using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class FollowingOperations(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task The_result_of_a_failed_operation_is_its_error()
    {
        string endpoint = await NewServingEndpointAsync();
        Reply deployed = await Client.BeginDeploymentAsync(endpoint, "blue", "broken/versions/1");
        JsonObject operation = await Client.EndAsync(deployed);

        Reply result = (await Client.GetAsync(deployed.Header("Azure-AsyncOperation")!.Replace("mfeOperationsStatus", "mfeOperationResults", StringComparison.Ordinal))).Is(400);

        Assert.Equal((string?)operation["error"]!["code"], result.ErrorCode);
        Assert.Equal((string?)operation["error"]!["message"], result.ErrorMessage);
        Assert.Null(result.Header("Retry-After"));
    }

    [Fact]
    public async Task An_operation_is_followed_by_status_and_by_result_with_any_api_version()
    {
        string endpoint = await NewServingEndpointAsync();
        Reply scaled = (await Client.PatchAsync(ControlPlaneClient.Deployment(endpoint, "blue"), """{"sku": {"capacity": 2}}""")).Is(202);
        Assert.Equal("1", scaled.Header("Retry-After"));

        Reply result;
        do
        {
            result = await Client.GetAsync(scaled.Header("Location")!.Replace("2024-04-01", "2022-10-01", StringComparison.Ordinal));
            Assert.Equal(result.Status == 202 ? "1" : null, result.Header("Retry-After"));
        }
        while (result.Status == 202);

        result.Is(204);
        Reply status = (await Client.GetAsync(scaled.Header("Azure-AsyncOperation")!)).Is(200);
        Assert.Equal("Succeeded", (string?)status.Json["status"]);
        Assert.Null(status.Header("Retry-After"));
    }

    [Theory]
    [InlineData("mfeOperationsStatus")]
    [InlineData("mfeOperationResults")]
    public async Task An_unknown_operation_is_not_found(string kind) =>
        (await Client.GetAsync($"{Client.Subscription}/providers/Microsoft.MachineLearningServices/locations/local/{kind}/oeidp:x:{Guid.NewGuid()}")).Is(404);

    [Fact]
    public async Task Addresses_in_answers_are_addresses_whatever_was_asked()
    {
        Reply created = (await Client.PutAsync($"onlineEndpoints/{NewName()}?api-version=2024-04-01%20%C3%A9%0D%0AX:%20y", """{"properties": {"authMode": "Key"}}""")).Is(201);

        Assert.All(created.Header("Azure-AsyncOperation")!, letter => Assert.InRange(letter, '!', '~'));
        Assert.Null(created.Header("X"));
        (await Client.GetAsync(created.Header("Azure-AsyncOperation")!)).Is(200);
        (await Client.GetAsync(created.Header("Location")!)).Is(200);
    }
}
