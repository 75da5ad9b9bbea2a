using System.Net;
using System.Text;
using System.Text.Json;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class LettingCallersIn
{
    private const string Body = "{\"input_data\": [1]}";
    private const string Denied = "key_auth_access_denied";
    private const string BadHeader = "key_auth_bad_header_forbidden";

    [Theory]
    [InlineData(null, BadHeader)]
    [InlineData("", BadHeader)]
    [InlineData("Bearer", BadHeader)]
    [InlineData("Bearer  ", BadHeader)]
    [InlineData("Basic primary-key-of-the-tests", BadHeader)]
    [InlineData("primary-key-of-the-tests", BadHeader)]
    [InlineData("Bearer primary-key-of-the-test", Denied)]
    [InlineData("Bearer Primary-key-of-the-tests", Denied)]
    [InlineData("Bearer primary-key-of-the-tests secondary-key-of-the-tests", Denied)]
    [InlineData("Bearer primary-key-of-the-tests", null)]
    [InlineData("bearer secondary-key-of-the-tests", null)]
    public async Task A_key_endpoint_takes_either_key_and_nothing_else(string? authorization, string? refusal)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        string[] paths = [ScoringRoutes.ScoringPath("digits"), ScoringRoutes.SwaggerPath("digits"), "/endpoints/digits/", "/endpoints/digits/other"];
        foreach (string path in paths)
        {
            HttpResponseMessage answer = await CallAsync(server, path, authorization);

            Assert.Equal(refusal is not null, answer.StatusCode == HttpStatusCode.Unauthorized);
            if (refusal is not null)
            {
                Assert.Equal((refusal, "text/plain"), (await answer.TextAsync(), answer.Content.Headers.ContentType!.MediaType));
                Assert.NotNull(answer.Header("x-request-id"));
            }
        }
    }

    [Fact]
    public async Task An_old_key_is_refused_as_soon_as_there_is_a_new_one()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        server.Endpoints.SetEndpoint(ScoringServer.Settings(key: "new"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(server, ScoringServer.Key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(server, "new")).StatusCode);
    }

    [Fact]
    public async Task An_empty_key_lets_nobody_in()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        server.Endpoints.SetEndpoint(ScoringServer.Settings(key: ""));

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(server, ScoringRoutes.ScoringPath("digits"), "Bearer ")).StatusCode);
    }

    [Fact]
    public async Task A_token_endpoint_takes_its_tokens_until_they_expire_and_no_keys()
    {
        await using ScoringServer server = await StartWithTokensAsync();
        EndpointToken token = server.Tokens.Create("digits", server.Time.Now);

        Assert.Equal(HttpStatusCode.OK, (await CallAsync(server, token.AccessToken)).StatusCode);
        Assert.Equal(Denied, await (await CallAsync(server, ScoringServer.Key)).TextAsync());
        server.Time.Now = DateTimeOffset.FromUnixTimeSeconds(token.ExpiryTimeUtc).AddMilliseconds(-1);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(server, token.AccessToken)).StatusCode);
        server.Time.Now = DateTimeOffset.FromUnixTimeSeconds(token.ExpiryTimeUtc);
        HttpResponseMessage late = await CallAsync(server, token.AccessToken);
        Assert.Equal((HttpStatusCode.Unauthorized, Denied), (late.StatusCode, await late.TextAsync()));
    }

    [Fact]
    public async Task Foreign_tokens_are_refused()
    {
        await using ScoringServer server = await StartWithTokensAsync();
        EndpointTokens otherKey = new(Encoding.UTF8.GetBytes("another signing key with 32 bytes"), "workspace-1");
        EndpointTokens otherWorkspace = new(Encoding.UTF8.GetBytes("a signing key with 32 bytes or more"), "workspace-2");
        string[] foreign =
        [
            server.Tokens.Create("letters", server.Time.Now).AccessToken,
            otherKey.Create("digits", server.Time.Now).AccessToken,
            otherWorkspace.Create("digits", server.Time.Now).AccessToken,
        ];

        foreach (string token in foreign)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(server, token)).StatusCode);
        }
    }

    [Fact]
    public async Task A_token_is_no_key()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(server, server.Tokens.Create("digits", server.Time.Now).AccessToken)).StatusCode);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_404()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();

        HttpResponseMessage answer = await CallAsync(server, ScoringRoutes.ScoringPath("letters"), $"Bearer {ScoringServer.Key}");

        JsonElement error = (await answer.JsonAsync()).GetProperty("error");
        Assert.Equal((HttpStatusCode.NotFound, "EndpointNotFound"), (answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Contains("letters", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<ScoringServer> StartWithTokensAsync()
    {
        ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));
        server.Endpoints.SetEndpoint(ScoringServer.Settings(mode: EndpointAuthMode.AMLToken));
        return server;
    }

    private static Task<HttpResponseMessage> CallAsync(ScoringServer server, string credential) =>
        CallAsync(server, ScoringRoutes.ScoringPath("digits"), $"Bearer {credential}");

    private static Task<HttpResponseMessage> CallAsync(ScoringServer server, string path, string? authorization)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        server.Client.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return server.Client.SendAsync(request);
    }
}
