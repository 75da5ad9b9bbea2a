using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Tests;

/// <summary>An answer of the service.</summary>
internal sealed record WireAnswer(int Status, string? Body = null, params (string Name, string Value)[] Headers)
{
    /// <summary>The answer of an exchange in test_data/wire/online-endpoint-2022.json.</summary>
    public static WireAnswer Recorded(int exchange)
    {
        JsonNode answer = Wire.Recorded(exchange)["res"]!;
        string? body = answer["body"] is JsonValue text ? text.GetValue<string>() : answer["body"]?.ToJsonString();
        return new WireAnswer((int)answer["status"]!, body, [.. (answer["headers"]?.AsObject() ?? []).Where(header => !header.Key.StartsWith("Content", StringComparison.Ordinal)).Select(header => (header.Key, header.Value!.GetValue<string>()))]);
    }
}

/// <summary>The samples of test_data/wire.</summary>
internal static class Wire
{
    private static readonly JsonArray _exchanges = Sample("online-endpoint-2022.json")["exchanges"]!.AsArray();

    public static JsonNode Sample(string name) => JsonNode.Parse(TestData.Read(Path.Combine("wire", name)))!;

    public static JsonNode Recorded(int exchange) => _exchanges[exchange]!;

    public static WorkspaceAddress Address { get; } = new(WorkspaceAddress.AzureBaseUri, "00000000-0000-0000-0000-000000000", "00000", "00000");

    public const string EndpointName = "online-ept-10cd4ed17147449";
}

/// <summary>Stands where the network is: gives the answers in their order, and keeps what was asked.</summary>
internal sealed class RecordedService(params WireAnswer[] answers) : HttpMessageHandler
{
    private readonly Queue<WireAnswer> _answers = new(answers);

    public List<(string Method, Uri Uri, JsonNode? Body, string? Authorization)> Requests { get; } = [];

    public InstantTime Time { get; } = new();

    public IEnumerable<string> Asked => Requests.Select(request => $"{request.Method} {request.Uri.AbsolutePath}");

    public WorkspaceConnection Connect(WorkspaceAddress? address = null) => new(
        address ?? Wire.Address,
        DelegatedTokenCredential.Create((_, _) => new AccessToken("the-token", DateTimeOffset.MaxValue)),
        new HttpClientTransport(new HttpClient(this, disposeHandler: false)),
        Time);

    /// <summary>Adds an answer.</summary>
    public void Answer(WireAnswer answer) => _answers.Enqueue(answer);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method.Method, request.RequestUri!, body.Length == 0 ? null : JsonNode.Parse(body), request.Headers.Authorization?.ToString()));
        Assert.True(_answers.TryDequeue(out WireAnswer? answer), $"{request.Method} {request.RequestUri} was not expected.");
        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body ?? "", Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}

/// <summary>A clock that goes on by what is waited for, at once.</summary>
internal sealed class InstantTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Delays { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Delays.Add(dueTime);
        _now += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
