using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Service;

public sealed class ReadingErrors
{
    [Fact]
    public async Task The_text_inside_a_detail_is_what_the_message_says()
    {
        AmlServiceException error = await FailAsync(new WireAnswer(400, """
            {"error":{"code":"BadRequest","message":"The request is invalid.","details":[{"code":"InferencingClientCallFailed",
              "message":"{\"errors\":{\"\":[\"Specified deployment [latest] failed during initial provisioning. Delete and re-create.\"]},\"title\":\"One or more validation errors occurred.\"}"}]}}
            """, ("x-ms-correlation-request-id", "c-1")));

        Assert.Equal("Cannot get the online endpoint 'e': The request is invalid. Specified deployment [latest] failed during initial provisioning. Delete and re-create. (400 BadRequest, request c-1)", error.Message);
    }

    [Theory]
    [InlineData("""{"error":{"code":"UserError","message":"Not there","additionalInfo":[{"type":"InnerError","info":{"value":{"code":"NotFoundError","innerError":null}}}]}}""", "NotFoundError")]
    [InlineData("""{"error":{"code":"UserError","message":"Workspace not found.","innerError":{"code":"NotFound","innerError":{"code":"WorkspaceNotFound","innerError":null}}}}""", "WorkspaceNotFound")]
    [InlineData("""{"error":{"code":"UserError","message":"x"}}""", "UserError")]
    [InlineData("""{"code":"Flat","message":"x"}""", "Flat")]
    [InlineData("<html>a proxy</html>", "NotFound")]
    [InlineData("""{"error":{"code":5,"message":[],"details":{}}}""", "NotFound")]
    [InlineData("""{"error":"text"}""", "NotFound")]
    public async Task The_code_is_the_one_that_says_most(string body, string code) => Assert.Equal(code, (await FailAsync(new WireAnswer(404, body))).Code);

    [Theory]
    [InlineData(401, "connect to the workspace again")]
    [InlineData(403, "lacks a role")]
    [InlineData(404, "Check the name")]
    [InlineData(409, "is still running")]
    public async Task The_message_says_what_to_do(int status, string advice)
    {
        AmlServiceException error = await FailAsync(new WireAnswer(status, """{"error":{"code":"X","message":"y"}}"""));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal(status, error.Status);
        Assert.DoesNotContain("the-token", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_no_answer_of_the_service() =>
        Assert.Equal(ServiceErrors.InvalidResponse, (await FailAsync(new WireAnswer(200, "<html>Sign in</html>"))).Code);

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("http://10.0.0.1:80")]
    public void A_token_is_not_sent_over_http_to_another_machine(string address)
    {
        using RecordedService service = new();

        Assert.Equal(ServiceErrors.UntrustedAddress, Assert.Throws<AmlServiceException>(() => service.Connect(Wire.Address with { BaseUri = new Uri(address) })).Code);
    }

    private static async Task<AmlServiceException> FailAsync(WireAnswer answer)
    {
        using RecordedService service = new(answer);
        return await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineEndpointClient(service.Connect()).GetAsync("e", default));
    }
}
