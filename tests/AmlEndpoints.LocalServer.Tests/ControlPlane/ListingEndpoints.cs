namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class ListingEndpoints(ControlPlaneFixture server) : ControlPlaneTest(server), IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        // The tests of a class share a server; each finds the same three.
        if ((await Client.GetAsync("onlineEndpoints")).Names.Length == 0)
        {
            await Client.PutAsync("onlineEndpoints/first", """{"tags": {"team": "a"}, "properties": {"authMode": "Key"}}""");
            await Client.PutAsync("onlineEndpoints/second", """{"tags": {"team": "b"}, "properties": {"authMode": "Key", "properties": {"p": "q"}}}""");
            await Client.PutAsync("onlineEndpoints/third", """{"properties": {"authMode": "AMLToken"}}""");
            await Client.PatchAsync("onlineEndpoints/first", """{"tags": {"team": "a", "changed": "last"}}""");
        }
    }

    [Theory]
    [InlineData("", "third,second,first")]
    [InlineData("orderBy=CreatedAtDesc", "third,second,first")]
    [InlineData("orderBy=createdatasc", "first,second,third")]
    [InlineData("orderBy=UpdatedAtDesc", "first,third,second")]
    [InlineData("orderBy=UpdatedAtAsc", "second,third,first")]
    [InlineData("name=SECOND", "second")]
    [InlineData("name=other", "")]
    [InlineData("computeType=Managed", "third,second,first")]
    [InlineData("computeType=Kubernetes", "")]
    [InlineData("tags=team", "second,first")]
    [InlineData("tags=team=b", "second")]
    [InlineData("tags=team=a,changed=last", "first")]
    [InlineData("properties=p=q", "second")]
    [InlineData("count=1&$skip=1", "second")]
    public async Task Filters_and_orders_are_those_of_the_service(string query, string expected) =>
        Assert.Equal(expected, string.Join(',', (await Client.GetAsync($"onlineEndpoints?{query}")).Is(200).Names));

    [Fact]
    public async Task An_order_that_nobody_knows_is_refused() => (await Client.GetAsync("onlineEndpoints?orderBy=name")).Is(400);

    [Fact]
    public async Task Pages_follow_each_other()
    {
        Reply first = (await Client.GetAsync("onlineEndpoints?count=2&orderBy=CreatedAtAsc")).Is(200);
        Reply second = (await Client.GetAsync((string)first.Json["nextLink"]!)).Is(200);

        Assert.Equal(["first", "second"], first.Names);
        Assert.Equal(["third"], second.Names);
        Assert.False(second.Json.ContainsKey("nextLink"));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
