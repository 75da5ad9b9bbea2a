using System.Globalization;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Assets;

/// <summary>A workspace in Azure's place that answers with the examples of the API's specification.</summary>
internal sealed class AssetService : IDisposable
{
    private readonly RecordedService _service = new();

    public AssetService() => Connection = _service.Connect();

    public WorkspaceConnection Connection { get; }

    /// <summary>The method and the address behind the workspace's id, of each request.</summary>
    public IEnumerable<string> Requests => _service.Requests.Select(request =>
        $"{request.Method} {Uri.UnescapeDataString(request.Uri.PathAndQuery).Replace(Connection.Address.Id, "", StringComparison.Ordinal)}");

    public IReadOnlyList<JsonNode?> Bodies => [.. _service.Requests.Select(request => request.Body)];

    /// <summary>The answer's body in an example.</summary>
    public static JsonObject Example(string name, int status = 200) =>
        Wire.Sample($"assets/{name}.json")["responses"]![status.ToString(CultureInfo.InvariantCulture)]!["body"]!.DeepClone().AsObject();

    public AssetService Answer(int status, JsonNode? body = null)
    {
        _service.Answer(new WireAnswer(status, body?.ToJsonString()));
        return this;
    }

    public void Dispose() => _service.Dispose();
}
