using AmlEndpoints.Online;
using AmlEndpoints.Service;
using Azure.Core;

namespace AmlEndpoints.Tests.Service;

public sealed class FollowingOperations
{
    private const string StatusUri = "https://management.azure.com/subscriptions/s/operations/1?api-version=x&t=1&s=signature";
    private static readonly (string, string) _status = ("Azure-AsyncOperation", StatusUri);

    [Fact]
    public async Task An_operation_can_be_finished_by_its_id()
    {
        using RecordedService first = new(new WireAnswer(201, """{"properties":{"provisioningState":"Creating"}}""", _status));
        LongRunningOperation begun = await StartAsync(first, RequestMethod.Put);
        using RecordedService second = new(new WireAnswer(200, """{"status":"Succeeded"}"""), new WireAnswer(200, """{"name":"e","properties":{}}"""));

        LongRunningOperation found = LongRunningOperation.FromId(begun.Id);
        ArmResource? endpoint = await new OnlineOperations(second.Connect()).WaitAsync(found, null, default);

        Assert.Equal(begun.Purpose, found.Purpose);
        Assert.Equal("e", Assert.IsType<OnlineEndpoint>(endpoint).Name);
        Assert.Equal(StatusUri, second.Requests[0].Uri.OriginalString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no operation")]
    [InlineData("bnVsbA==")]
    [InlineData("e30=")]
    public void A_text_that_is_no_id_is_refused(string id) =>
        Assert.Equal(ServiceErrors.InvalidOperation, Assert.Throws<AmlServiceException>(() => LongRunningOperation.FromId(id)).Code);

    [Fact]
    public async Task An_operation_of_another_workspace_is_not_asked_for()
    {
        using RecordedService first = new(new WireAnswer(201, "{}", _status));
        LongRunningOperation operation = await StartAsync(first, RequestMethod.Put);
        using RecordedService other = new();

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() =>
            new OnlineOperations(other.Connect(Wire.Address with { WorkspaceName = "other" })).WaitAsync(operation, null, default));

        Assert.Equal(ServiceErrors.InvalidOperation, error.Code);
    }

    [Fact]
    public async Task A_failure_says_what_the_service_says()
    {
        using RecordedService service = new(new WireAnswer(201, "{}", _status), new WireAnswer(200, """{"status":"Failed","error":{"code":"ModelRegistryError","message":"The model is gone"}}"""));
        LongRunningOperation operation = await StartAsync(service, RequestMethod.Put);

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineOperations(service.Connect()).WaitAsync(operation, null, default));

        Assert.Equal("ModelRegistryError", error.Code);
        Assert.Equal("Cannot create the thing: The model is gone.", error.Message);
        Assert.Equal("Failed", operation.Status);
    }

    [Fact]
    public async Task A_location_is_not_taken_for_the_operation_when_it_is_the_resource()
    {
        (string, string) location = ("Location", "https://management.azure.com/the/resource");
        using RecordedService service = new(
            new WireAnswer(201, """{"properties":{"provisioningState":"Creating"}}""", location),
            new WireAnswer(200, """{"properties":{"provisioningState":"Updating"}}"""),
            new WireAnswer(200, """{"properties":{"provisioningState":"Succeeded"}}"""),
            new WireAnswer(200, """{"properties":{"provisioningState":"Succeeded"}}"""));

        await new OnlineOperations(service.Connect()).WaitAsync(await StartAsync(service, RequestMethod.Put), null, default);

        Assert.Equal(4, service.Requests.Count);
        Assert.DoesNotContain(service.Requests, request => request.Uri.AbsolutePath == "/the/resource");
    }

    [Fact]
    public async Task The_resource_tells_when_the_record_of_the_operation_is_gone()
    {
        using RecordedService service = new(new WireAnswer(202, "null", _status), new WireAnswer(404), new WireAnswer(404));

        await new OnlineOperations(service.Connect()).WaitAsync(await StartAsync(service, RequestMethod.Delete), null, default);

        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task Waits_grow_unless_the_service_asks_for_one()
    {
        WireAnswer running = new(200, """{"status":"Updating"}""");
        using RecordedService service = new(
            [new WireAnswer(202, "null", _status), running, running, running with { Headers = [("Retry-After", "7")] }, .. Enumerable.Repeat(running, 5), new WireAnswer(200, """{"status":"Succeeded"}""")]);

        await new OnlineOperations(service.Connect()).WaitAsync(await StartAsync(service, RequestMethod.Delete), null, default);

        Assert.Equal([1, 1.5, 2.25, 7, 5, 5, 5, 5, 5], service.Time.Delays.Select(delay => delay.TotalSeconds));
    }

    [Theory]
    [InlineData("https://example.com/status")]
    [InlineData("http://management.azure.com/status")]
    [InlineData("https://management.azure.com.example.com/status")]
    public async Task The_token_goes_to_no_other_host(string link)
    {
        using RecordedService service = new(new WireAnswer(201, "{}", ("Azure-AsyncOperation", link)));
        LongRunningOperation operation = await StartAsync(service, RequestMethod.Put);

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new OnlineOperations(service.Connect()).WaitAsync(operation, null, default));

        Assert.Equal(ServiceErrors.UntrustedAddress, error.Code);
        Assert.Single(service.Requests);
    }

    private static Task<LongRunningOperation> StartAsync(RecordedService service, RequestMethod method) =>
        LongRunningOperation.StartAsync(service.Connect().Client, new ServiceRequest(method, "create the thing", "onlineEndpoints", "e"), default);
}
