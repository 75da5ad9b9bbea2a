namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class ListingAssets(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Fact]
    public async Task Versions_come_newest_first_or_as_asked()
    {
        string versions = await NewModelAsync("2", "10", "1");

        Assert.Equal(["1", "10", "2"], (await Client.GetAsync(versions)).Names);
        Assert.Equal(["1"], (await Client.GetAsync($"{versions}?$orderBy=createdtime%20desc&$top=1")).Names);
        Assert.Equal(["2", "10", "1"], (await Client.GetAsync($"{versions}?$orderBy=createdtime%20asc")).Names);
        Assert.Equal(["1", "10", "2"], (await Client.GetAsync($"{versions}?$orderBy=")).Names);
        await Client.PutModelAsync(versions.Split('/')[1], "10", "models/digits");
        Assert.Equal(["10", "1", "2"], (await Client.GetAsync($"{versions}?$orderBy=modifiedtime%20desc")).Names);
    }

    [Fact]
    public async Task Archived_ones_are_shown_to_those_who_ask()
    {
        string versions = await NewModelAsync("1", "2");
        string name = versions.Split('/')[1];
        (await Client.PutModelAsync(name, "1", "models/digits", """, "isArchived": true""")).Is(200);

        Assert.Equal(["2"], (await Client.GetAsync(versions)).Names);
        Assert.Equal(["2"], (await Client.GetAsync($"{versions}?listViewType=ActiveOnly")).Names);
        Assert.Equal(["1"], (await Client.GetAsync($"{versions}?listViewType=archivedonly")).Names);
        Assert.Equal(["2", "1"], (await Client.GetAsync($"{versions}?listViewType=All")).Names);
        (await Client.GetAsync($"{versions}?listViewType=Some")).Is(400);
        (await Client.GetAsync($"{versions}/1")).Is(200);
        (await Client.PutModelAsync(name, "1", "models/digits", """, "isArchived": false""")).Is(200);
        Assert.Equal(["2", "1"], (await Client.GetAsync(versions)).Names);
    }

    [Fact]
    public async Task Containers_are_archived_apart_from_their_versions()
    {
        string name = (await NewModelAsync("1")).Split('/')[1];
        (await Client.PutAsync($"models/{name}", """{"properties": {"isArchived": true}}""")).Is(200);

        Assert.DoesNotContain(name, (await Client.GetAsync("models?count=1000")).Names);
        Assert.Contains(name, (await Client.GetAsync("models?count=1000&listViewType=ArchivedOnly")).Names);
        Assert.Equal(["1"], (await Client.GetAsync($"models/{name}/versions")).Names);
    }

    [Theory]
    [InlineData("tags=color", "2,1")]
    [InlineData("tags=color=red", "1")]
    [InlineData("tags=color=red,size", "")]
    [InlineData("tags=color=blue,size=4", "2")]
    [InlineData("properties=p=q", "3")]
    [InlineData("version=2", "2")]
    [InlineData("description=SECOND", "2")]
    [InlineData("offset=1", "2,1")]
    [InlineData("offset=1&$skip=1", "1")]
    [InlineData("offset=9", "")]
    public async Task Filters_leave_out_the_others(string query, string expected)
    {
        string versions = await NewModelAsync();
        string name = versions.Split('/')[1];
        await Client.PutModelAsync(name, "1", "models/digits", """, "tags": {"color": "red"}""");
        await Client.PutModelAsync(name, "2", "models/digits", """, "tags": {"color": "blue", "size": "4"}, "description": "The second one" """);
        await Client.PutModelAsync(name, "3", "models/digits", """, "properties": {"p": "q"}""");

        Assert.Equal(expected, string.Join(',', (await Client.GetAsync($"{versions}?{query}")).Is(200).Names));
    }

    [Theory]
    [InlineData("$top=2")]
    [InlineData("$TOP=2&$orderBy=createdtime%20desc")]
    [InlineData("$top=2&$SKIP=0")]
    [InlineData("$top=3&tags=%C3%A9=%26%2B")]
    public async Task Next_links_lead_through_all_items_once(string query)
    {
        string versions = await NewModelAsync();
        string[] names = [.. Enumerable.Range(1, 7).Select(number => FormattableString.Invariant($"{number}"))];
        foreach (string name in names)
        {
            (await Client.PutModelAsync(versions.Split('/')[1], name, "models/digits", """, "tags": {"é": "&+"}""")).Is(201);
        }

        List<string> seen = [];
        for (string? next = $"{versions}?{query}"; next is not null;)
        {
            Reply page = (await Client.GetAsync(next)).Is(200);
            seen.AddRange(page.Names);
            next = (string?)page.Json["nextLink"];
            Assert.Equal(-1, next?.IndexOfAny(['{', '}', ' ']) ?? -1);
        }

        Assert.Equal(names.Reverse(), seen);
    }

    [Theory]
    [InlineData("$top=2147483647", 200)]
    [InlineData("$top=2147483647&$skip=1", 200)]
    [InlineData("$skip=2147483647", 200)]
    [InlineData("$top=0", 200)]
    [InlineData("$top=-1", 400)]
    [InlineData("$top=two", 400)]
    [InlineData("$top=1.5", 400)]
    [InlineData("$top=99999999999", 400)]
    [InlineData("$skip=-1", 400)]
    [InlineData("$skip=%20", 400)]
    [InlineData("offset=x", 400)]
    public async Task Odd_page_sizes_are_refused_or_give_what_there_is(string query, int status)
    {
        string versions = await NewModelAsync("1", "2");

        Reply page = (await Client.GetAsync($"{versions}?{query}")).Is(status);

        if (status == 200)
        {
            Assert.Equal(query.EndsWith("$skip=1", StringComparison.Ordinal) ? 1 : query.StartsWith("$skip", StringComparison.Ordinal) ? 0 : 2, page.Names.Length);
            Assert.False(page.Json.ContainsKey("nextLink"));
        }
    }

    [Fact]
    public async Task A_version_that_a_deployment_uses_stays()
    {
        string endpoint = await NewServingEndpointAsync();

        Assert.Contains($"{endpoint}/blue", (await Client.DeleteAsync("models/digits/versions/1")).Is(409).ErrorMessage, StringComparison.Ordinal);
        (await Client.DeleteAsync("models/digits")).Is(409);
        (await Client.GetAsync("models/digits/versions/1")).Is(200);
    }

    private async Task<string> NewModelAsync(params string[] versions)
    {
        string name = NewName();
        foreach (string version in versions)
        {
            (await Client.PutModelAsync(name, version, "models/digits")).Is(201);
        }

        return $"models/{name}/versions";
    }
}
