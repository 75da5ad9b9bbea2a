using System.Text.Json.Serialization;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>JSON in the blobs' rows, without reflection.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class BlobJson : JsonSerializerContext;
