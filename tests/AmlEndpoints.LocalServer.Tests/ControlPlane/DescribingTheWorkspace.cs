using System.Text.Json.Nodes;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class DescribingTheWorkspace(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task The_workspace_says_what_clients_ask_of_it()
    {
        JsonObject workspace = (await Client.GetAsync("")).Is(200).Json;

        Assert.Equal(Client.Workspace, (string?)workspace["id"]);
        Assert.Equal("Microsoft.MachineLearningServices/workspaces", (string?)workspace["type"]);
        Assert.Equal("local", (string?)workspace["location"]);
        Assert.Equal("Succeeded", (string?)workspace["properties"]!["provisioningState"]);
        Assert.True(Guid.TryParse((string?)workspace["properties"]!["workspaceId"], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/resourceGroups/LOCAL")]
    public async Task The_subscription_and_its_group_list_it(string group)
    {
        Reply list = await Client.GetAsync($"{Client.Subscription}{group}/providers/Microsoft.MachineLearningServices/workspaces");

        Assert.Equal(["local"], list.Is(200).Names);
        Assert.False(list.Json.ContainsKey("nextLink"));
    }

    [Theory]
    [InlineData("{0}/resourceGroups/other/providers/Microsoft.MachineLearningServices/workspaces", "ResourceGroupNotFound")]
    [InlineData("{0}/resourceGroups/local/providers/Microsoft.MachineLearningServices/workspaces/other/models", "ResourceNotFound")]
    [InlineData("{0}/resourceGroups/other/providers/Microsoft.MachineLearningServices/workspaces/local", "ResourceNotFound")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.MachineLearningServices/workspaces", "SubscriptionNotFound")]
    public async Task Other_workspaces_are_not_found(string path, string code) =>
        Assert.Equal(code, (await Client.GetAsync(path.Replace("{0}", Client.Subscription, StringComparison.Ordinal))).Is(404).ErrorCode);
}
