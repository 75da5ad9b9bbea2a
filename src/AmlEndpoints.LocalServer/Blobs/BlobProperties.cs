namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>A blob as it is at one moment.</summary>
internal sealed record BlobProperties
{
    /// <summary>The whole name, with <c>/</c> between its parts.</summary>
    public required string Name { get; init; }

    /// <summary>The file that holds the bytes; <see cref="BlobStore.OpenRead"/> opens it.</summary>
    public required string FileId { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Changes with every write, in its quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When a blob of this name was first there.</summary>
    public required DateTimeOffset CreatedOn { get; init; }

    /// <summary>When content or metadata last changed, in whole seconds.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The MD5 as Base64; null where blocks were put together and the client gave none, as in Azure.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = DefaultContentType;

    /// <summary>The further headers that come with the content (<see cref="BlobHeaders.Kept"/>).</summary>
    public IReadOnlyDictionary<string, string> HttpHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>What the client has noted about the blob.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The type of a blob that was given none.</summary>
    public const string DefaultContentType = "application/octet-stream";
}
