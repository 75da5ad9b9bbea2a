using System.Text.Json.Nodes;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Online;

public sealed class SharingTraffic
{
    [Theory]
    [InlineData("blue=90 green=10")]
    [InlineData("blue=90,green=10")]
    [InlineData(" blue=90%;  green=10% ")]
    public void Texts_are_read(string text)
    {
        IReadOnlyDictionary<string, int> traffic = TrafficChange.Parse(text);

        Assert.Equal((90, 10, 2), (traffic["blue"], traffic["green"], traffic.Count));
    }

    [Theory]
    [InlineData("blue")]
    [InlineData("blue=")]
    [InlineData("blue=x")]
    [InlineData("blue=-1")]
    [InlineData("=5")]
    [InlineData("blue=1.5")]
    [InlineData("blue=50 BLUE=50")]
    public void Texts_of_another_form_are_refused(string text) =>
        Assert.Equal(ServiceErrors.InvalidArgument, Assert.Throws<AmlServiceException>(() => TrafficChange.Parse(text)).Code);

    [Theory]
    [InlineData("blue=90", null, ServiceErrors.InvalidArgument)]
    [InlineData("blue=90 green=20", null, ServiceErrors.InvalidArgument)]
    [InlineData("blue=101", null, ServiceErrors.InvalidArgument)]
    [InlineData("red=100", null, ServiceErrors.NotFound)]
    [InlineData("slow=100", null, ServiceErrors.InvalidState)]
    [InlineData(null, "slow=10", ServiceErrors.InvalidState)]
    [InlineData(null, "green=51", ServiceErrors.InvalidArgument)]
    [InlineData("blue=100", "green=10 blue=10", ServiceErrors.InvalidArgument)]
    [InlineData("blue=90 green=10", "green=10", ServiceErrors.InvalidArgument)]
    public async Task What_the_service_would_refuse_is_not_sent(string? live, string? mirror, string code)
    {
        using RecordedService service = new(Endpoint("""{"blue":100}"""), Deployments());
        TrafficChange change = new(live is null ? null : TrafficChange.Parse(live), mirror is null ? null : TrafficChange.Parse(mirror));

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new TrafficClient(service.Connect()).SetAsync("e", change, null, default));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain(service.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task It_comes_back_when_the_endpoint_shows_the_new_shares()
    {
        WireAnswer before = Endpoint("""{"blue":100}""");
        WireAnswer after = Endpoint("""{"blue":90,"green":10}""");
        using RecordedService service = new(before, Deployments(), before, before, before, after);

        OnlineEndpoint endpoint = await new TrafficClient(service.Connect()).SetAsync("e", new TrafficChange(TrafficChange.Parse("BLUE=90 green=10"), null), null, default);

        Assert.Equal("""{"blue":90,"green":10}""", service.Requests[2].Body!["properties"]!["traffic"]!.ToJsonString());
        Assert.Equal(10, endpoint.Traffic["green"]);
        Assert.Equal(6, service.Requests.Count);
    }

    [Fact]
    public async Task A_change_that_never_shows_is_an_error()
    {
        WireAnswer before = Endpoint("""{"blue":100}""");
        using RecordedService service = new([before, Deployments(), .. Enumerable.Repeat(before, 200)]);

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() =>
            new TrafficClient(service.Connect()).SetAsync("e", new TrafficChange(TrafficChange.Parse("green=100"), null), null, default));

        Assert.Equal(ServiceErrors.InvalidState, error.Code);
    }

    [Fact]
    public async Task An_endpoint_that_changes_is_waited_for()
    {
        WireAnswer ready = Endpoint("""{"blue":100}""");
        using RecordedService service = new(Endpoint("{}", "Updating"), Endpoint("{}", "Updating"), ready, Deployments(), ready, ready);

        await new TrafficClient(service.Connect()).SetAsync("e", new TrafficChange(TrafficChange.Parse("blue=100"), null), null, default);

        Assert.Equal(["GET", "GET", "GET", "GET", "PUT", "GET"], service.Requests.Select(request => request.Method));
    }

    private static WireAnswer Endpoint(string traffic, string state = "Succeeded") =>
        new(200, $$$"""{"name":"e","location":"local","identity":{"type":"None"},"properties":{"authMode":"Key","provisioningState":"{{{state}}}","traffic":{{{traffic}}}}}""");

    private static WireAnswer Deployments() => new(200, new JsonObject
    {
        ["value"] = new JsonArray(
            [.. new[] { ("blue", "Succeeded"), ("green", "Succeeded"), ("slow", "Updating") }
                .Select(item => new JsonObject { ["name"] = item.Item1, ["properties"] = new JsonObject { ["provisioningState"] = item.Item2 } })]),
    }.ToJsonString());
}
