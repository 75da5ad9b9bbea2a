namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>A blob to be written: everything but its bytes.</summary>
internal sealed record BlobWrite(string Name)
{
    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = BlobProperties.DefaultContentType;

    /// <summary>Further headers to give with the content.</summary>
    public IReadOnlyDictionary<string, string> HttpHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Replaces all metadata of a blob that is there.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The MD5 that the content must have; for a list of blocks, the MD5 to keep.</summary>
    public byte[]? Md5 { get; init; }

    /// <summary>What must hold when it is written.</summary>
    public BlobConditions Conditions { get; init; } = BlobConditions.None;
}
