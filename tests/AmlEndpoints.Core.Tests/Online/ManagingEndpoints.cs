using System.Text.Json.Nodes;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Online;

public sealed class ManagingEndpoints
{
    private static readonly WireAnswer _notFound = new(404, """{"error":{"code":"NotFound","message":"The specified resource was not found.","details":[{"code":"InferencingClientCallFailed","message":"{\"title\":\"Not Found\"}","details":[]}]}}""");
    private static readonly WireAnswer _workspace = new(200, """{"name":"00000","location":"eastus2"}""");

    private static readonly string _path = $"{Wire.Address.Id}/onlineEndpoints/{Wire.EndpointName}";

    [Fact]
    public async Task Creating_sends_what_the_service_takes_and_follows_the_operation()
    {
        using RecordedService service = new(_notFound, _workspace, WireAnswer.Recorded(0), WireAnswer.Recorded(1), WireAnswer.Recorded(2), WireAnswer.Recorded(3));
        WorkspaceConnection connection = service.Connect();

        LongRunningOperation operation = await new OnlineEndpointClient(connection).CreateAsync(Wire.EndpointName, new ResourceBody().Set("AMLToken", "properties", "authMode"), default);
        OnlineEndpoint endpoint = Assert.IsType<OnlineEndpoint>(await new OnlineOperations(connection).WaitAsync(operation, null, default));

        AssertPart(Wire.Recorded(0)["req"]!["body"]!, service.Requests[2].Body!);
        Assert.Equal(_path, service.Requests[2].Uri.AbsolutePath);
        Assert.Equal("?api-version=2024-04-01", service.Requests[2].Uri.Query);
        Assert.Equal(new Uri((string)Wire.Recorded(1)["req"]!["path"]!), service.Requests[3].Uri);
        Assert.All(service.Requests, request => Assert.Equal("Bearer the-token", request.Authorization));
        Assert.True(operation.IsCompleted);
        Assert.Equal("https://online-ept-10cd4ed17147449.eastus2.inference.ml.azure.com/score", endpoint.ScoringUri!.AbsoluteUri);
        Assert.Equal(EndpointAuthMode.AMLToken, endpoint.AuthMode);
        Assert.Equal("Succeeded", endpoint.ProvisioningState);
        Assert.Equal(2022, endpoint.CreatedAt!.Value.Year);
    }

    [Fact]
    public async Task Creating_one_that_exists_sends_nothing_more()
    {
        using RecordedService service = new(WireAnswer.Recorded(3));

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineEndpointClient(service.Connect()).CreateAsync(Wire.EndpointName, new ResourceBody(), default));

        Assert.Equal(ServiceErrors.Exists, error.Code);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("abc-")]
    [InlineData("a_bc")]
    [InlineData("..")]
    public async Task A_name_that_the_service_refuses_is_not_sent(string name)
    {
        using RecordedService service = new();

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineEndpointClient(service.Connect()).CreateAsync(name, new ResourceBody(), default));

        Assert.Equal(ServiceErrors.InvalidName, error.Code);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_cannot_lead_to_another_resource(string name)
    {
        using RecordedService service = new();

        await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineEndpointClient(service.Connect()).DeleteAsync(name, default));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Deleting_follows_the_operation_of_an_answer_whose_body_is_null()
    {
        using RecordedService service = new(WireAnswer.Recorded(11), WireAnswer.Recorded(12), new WireAnswer(200, """{"status":"Succeeded"}"""));
        WorkspaceConnection connection = service.Connect();

        LongRunningOperation operation = await new OnlineEndpointClient(connection).DeleteAsync(Wire.EndpointName, default);
        Assert.Null(await new OnlineOperations(connection).WaitAsync(operation, null, default));

        Assert.Contains("mfeOperationsStatus", service.Requests[1].Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_done_at_once()
    {
        using RecordedService service = new(new WireAnswer(204));

        Assert.True((await new OnlineEndpointClient(service.Connect()).DeleteAsync(Wire.EndpointName, default)).IsCompleted);
    }

    [Fact]
    public async Task A_token_is_read_with_its_times()
    {
        using RecordedService service = new(WireAnswer.Recorded(9));

        EndpointCredential credential = await new OnlineEndpointClient(service.Connect()).GetCredentialAsync(Endpoint(), default);

        Assert.Equal("<JWT RS256>", credential.Bearer);
        Assert.Equal(TimeSpan.FromHours(12), credential.ExpiresOn - credential.RefreshAfter);
        Assert.DoesNotContain("JWT", credential.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"POST {_path}/token"], service.Asked);
        Assert.Null(service.Requests[0].Body);
    }

    [Fact]
    public async Task Keys_are_read_and_replaced_as_the_specification_shows()
    {
        JsonNode keys = Wire.Sample("online-endpoint-list-keys.json")["responses"]!["200"]!["body"]!;
        using RecordedService service = new(new WireAnswer(200, keys.ToJsonString()), new WireAnswer(202, null, ("Location", $"https://management.azure.com{_path}/results/1")), new WireAnswer(202), new WireAnswer(204));
        WorkspaceConnection connection = service.Connect();
        OnlineEndpointClient client = new(connection);
        JsonObject json = Endpoint().Json;
        json["properties"]!["authMode"] = "Key";

        EndpointCredential credential = await client.GetCredentialAsync(new OnlineEndpoint(json), default);
        LongRunningOperation operation = await client.RegenerateKeyAsync(Wire.EndpointName, EndpointKey.Primary, default);
        await new OnlineOperations(connection).WaitAsync(operation, null, default);

        Assert.Equal((string?)keys["primaryKey"], credential.PrimaryKey);
        Assert.Equal(["POST", "POST", "GET", "GET"], service.Requests.Select(request => request.Method));
        AssertPart(Wire.Sample("online-endpoint-regenerate-keys.json")["parameters"]!["body"]!, service.Requests[1].Body!);
    }

    [Fact]
    public async Task Lists_go_from_page_to_page()
    {
        string item = Wire.Sample("online-endpoint-list.json")["responses"]!["200"]!["body"]!["value"]![0]!.ToJsonString();
        using RecordedService service = new(
            new WireAnswer(200, $$"""{"value":[{{item}},{{item}}],"nextLink":"https://management.azure.com/next?api-version=2024-04-01&$skip=2"}"""),
            new WireAnswer(200, $$"""{"value":[{{item}}],"nextLink":null}"""));

        List<OnlineEndpoint> endpoints = await new OnlineEndpointClient(service.Connect()).ListAsync(default).ToListAsync();

        Assert.Equal(3, endpoints.Count);
        Assert.Equal("/next", service.Requests[1].Uri.AbsolutePath);
        Assert.Equal(1, endpoints[0].Traffic["string"]);
    }

    [Fact]
    public async Task A_change_keeps_what_this_module_does_not_know()
    {
        JsonObject json = Endpoint().Json;
        json["properties"]!["somethingNew"] = "kept";
        using RecordedService service = new(WireAnswer.Recorded(7));

        await new OnlineEndpointClient(service.Connect()).UpdateAsync(Wire.EndpointName, ResourceBody.Of(new OnlineEndpoint(json)).Set("text", "properties", "description"), default);

        JsonNode body = service.Requests[0].Body!;
        Assert.Equal("kept", (string?)body["properties"]!["somethingNew"]);
        Assert.Equal("text", (string?)body["properties"]!["description"]);
        Assert.Null(body["id"] ?? body["systemData"] ?? body["properties"]!["scoringUri"] ?? body["properties"]!["provisioningState"]);
    }

    private static OnlineEndpoint Endpoint() => new(Wire.Recorded(3)["res"]!["body"]!.DeepClone().AsObject());

    // Everything that is sent stands in the sample as well, with the same value.
    private static void AssertPart(JsonNode sample, JsonNode sent)
    {
        if (sent is JsonObject members)
        {
            Assert.All(members, member => AssertPart(sample[member.Key] ?? throw new InvalidOperationException($"The sample has no {member.Key}."), member.Value!));
            return;
        }

        Assert.Equal(sample.ToJsonString(), sent.ToJsonString());
    }
}
