using System.Text;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class RefusingRequests(ControlPlaneFixture server) : ControlPlaneTest(server)
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Basic dTpw")]
    public async Task A_request_without_the_token_is_not_let_in(string? authorization)
    {
        foreach (string path in (string[])["", "models", "onlineEndpoints/e/listKeys", "datastores/workspaceblobstore/listSecrets", "nothing"])
        {
            using HttpClient stranger = new();
            using HttpRequestMessage request = new(path.EndsWith('s') ? HttpMethod.Post : HttpMethod.Get, new Uri(Server.Address, Client.AddressOf(path)));
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

            using HttpResponseMessage answer = await stranger.SendAsync(request);

            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            Assert.Contains("AuthenticationFailed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Host", "example.com")]
    [InlineData("Host", "127.0.0.1.example.com:{port}")]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Origin", "http://127.0.0.1:{port}")]
    [InlineData("Origin", "null")]
    public async Task A_request_from_elsewhere_is_not_let_in_even_with_the_token(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Client.AddressOf("models"));
        request.Headers.TryAddWithoutValidation(header, value.Replace("{port}", $"{Server.Address.Port}", StringComparison.Ordinal));

        Assert.Equal("ForeignHost", (await Client.SendAsync(request)).Is(403).ErrorCode);
    }

    [Fact]
    public async Task The_host_may_be_called_localhost()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Client.AddressOf("models"));
        request.Headers.Host = $"LOCALHOST:{Server.Address.Port}";

        (await Client.SendAsync(request)).Is(200);
    }

    [Fact]
    public async Task An_api_version_is_needed_and_any_will_do()
    {
        foreach (string query in (string[])["", "?api-version=", "?count=1"])
        {
            using HttpResponseMessage answer = await Client.Http.GetAsync(new Uri(Client.Workspace + "/models" + query, UriKind.Relative));
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains("MissingApiVersionParameter", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (string version in (string[])["2022-02-01-preview", "2026-09-01", "next"])
        {
            (await Client.GetAsync($"models?API-Version={version}&api-version={version}")).Is(200);
        }
    }

    [Fact]
    public async Task Paths_are_the_same_in_either_case() =>
        (await Client.GetAsync(Client.Workspace.ToUpperInvariant() + "/MODELS/digits/Versions/1")).Is(200);

    [Theory]
    [InlineData("GET", "batchEndpoints", 501)]
    [InlineData("PUT", "batchendpoints/b/deployments/d", 501)]
    [InlineData("GET", "computes/c", 501)]
    [InlineData("PUT", "jobs/j", 501)]
    [InlineData("POST", "models/digits/versions/1/publish", 501)]
    [InlineData("GET", "nothing", 404)]
    [InlineData("GET", "models/digits/versions/1/more", 404)]
    [InlineData("PATCH", "models/digits", 404)]
    [InlineData("PUT", "onlineEndpoints", 404)]
    [InlineData("GET", "onlineEndpoints/e/listKeys", 404)]
    public async Task What_Azure_has_is_told_from_what_nobody_has(string method, string path, int status)
    {
        Reply reply = (await Client.SendAsync(method, path)).Is(status);

        Assert.Equal(status == 501 ? "NotSupportedLocally" : "InvalidResourceType", reply.ErrorCode);
        Assert.Equal("managementfrontend", (string?)reply.Json["error"]!["additionalInfo"]![0]!["info"]!["value"]);
        Assert.NotNull(reply.Header("x-ms-correlation-request-id"));
        Assert.Equal("no-cache", reply.Header("Cache-Control"));
        Assert.Null(reply.Header("Retry-After"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{\"properties\": {}} x")]
    [InlineData("{'properties': {}}")]
    [InlineData("""{"properties": {}, "properties": {}}""")]
    [InlineData("""{"properties": {"tags": {"a": "b", "a": "c"}}}""")]
    [InlineData("""{"properties": {"more": [{"a": 1, "a": 2}]}}""")]
    [InlineData("""{"properties": {"description": "\ud800"}}""")]
    [InlineData("""{"properties": {"\udc00": 1}}""")]
    [InlineData("""{"properties": []}""")]
    [InlineData("""{"properties": {"tags": 1, "authMode": "Key"}}""")]
    [InlineData("""{"properties": {"properties": "x", "authMode": "Key"}}""")]
    public async Task A_body_that_is_none_is_refused_everywhere(string body)
    {
        (await Client.PutAsync("models/never/versions/1", body)).Is(400);
        (await Client.PutAsync("environments/never/versions/1", body)).Is(400);
        string endpoint = NewName();
        Reply put = await Client.PutAsync($"onlineEndpoints/{endpoint}", body);
        Assert.Contains(put.Status, new[] { 201, 400 });
        Assert.Equal(put.Status == 201 ? 200 : 404, (await Client.GetAsync($"onlineEndpoints/{endpoint}")).Status);
        (await Client.GetAsync("models/never")).Is(404);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_depths_without_end_are_refused()
    {
        foreach (byte[] body in (byte[][])[[0xff, 0xfe, 0x7b, 0x00], [.. "{\"a\": \""u8, 0xc3, 0x28, .. "\"}"u8], Encoding.UTF8.GetBytes(new string('[', 100_000))])
        {
            using HttpRequestMessage request = new(HttpMethod.Put, Client.AddressOf("models/never")) { Content = new ByteArrayContent(body) };
            (await Client.SendAsync(request)).Is(400);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_so()
    {
        using HttpRequestMessage request = new(HttpMethod.Put, Client.AddressOf("models/never")) { Content = new ByteArrayContent(new byte[31 << 20]) };
        request.Headers.ExpectContinue = true;

        Assert.Equal("RequestContentTooLarge", (await Client.SendAsync(request)).Is(413).ErrorCode);
    }
}
