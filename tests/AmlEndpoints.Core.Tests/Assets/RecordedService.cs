using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Tests.Assets;

/// <summary>Gives answers in turn and keeps the requests; a workspace in Azure's place.</summary>
internal sealed class RecordedService : HttpPipelineTransport
{
    private readonly Queue<(int Status, string Body)> _answers = [];

    public RecordedService()
    {
        AccessToken token = new("token", DateTimeOffset.MaxValue);
        Connection = new(
            new WorkspaceAddress(new Uri("https://management.azure.com"), "00000000-1111-2222-3333-444444444444", "test-rg", "my-aml-workspace"),
            DelegatedTokenCredential.Create((_, _) => token),
            this,
            TimeProvider.System);
    }

    public WorkspaceConnection Connection { get; }

    /// <summary>The method and the address behind the workspace's id, of each request.</summary>
    public List<string> Requests { get; } = [];

    public List<JsonNode?> Bodies { get; } = [];

    /// <summary>The body of an example of the API's specification.</summary>
    public static JsonObject Example(string name, int status = 200) =>
        JsonNode.Parse(TestData.Read($"wire/assets/{name}.json"))!["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]!["body"]!.DeepClone().AsObject();

    public RecordedService Answer(int status, JsonNode? body = null)
    {
        _answers.Enqueue((status, body?.ToJsonString() ?? ""));
        return this;
    }

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The clients are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        string address = Uri.UnescapeDataString(message.Request.Uri.ToUri().PathAndQuery);
        Requests.Add($"{message.Request.Method} {address.Replace(Connection.Address.Id, "", StringComparison.Ordinal)}");
        using MemoryStream sent = new();
        if (message.Request.Content is { } content)
        {
            await content.WriteToAsync(sent, message.CancellationToken);
        }

        Bodies.Add(sent.Length == 0 ? null : JsonNode.Parse(sent.ToArray()));
        (int status, string body) = _answers.Dequeue();
        message.Response = new RecordedResponse(status, Encoding.UTF8.GetBytes(body)) { ClientRequestId = message.Request.ClientRequestId };
    }
}
