namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>A request that the blob service answers with an error. <see cref="BlobErrors"/> has all of them.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The code in the body and in <c>x-ms-error-code</c>.</param>
/// <param name="message">What failed, on what, and what to do.</param>
internal sealed class BlobException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The code that clients test for.</summary>
    public string Code { get; } = code;
}
