using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using AmlEndpoints.LocalServer.Tests.Support;
using Azure;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

/// <summary>A test with a blob service of its own.</summary>
public abstract class BlobTest : IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected BlobServer Server { get; set; } = null!;

    public async Task InitializeAsync() => Server = await BlobServer.StartAsync(Folder);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    private protected static async Task FailsAsync(int status, string code, Func<Task> action)
    {
        RequestFailedException error = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        Assert.Equal((status, code), (error.Status, error.ErrorCode));
    }

    private protected static byte[] RandomBytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    [SuppressMessage("Security", "CA5351:Do not use broken cryptographic algorithms", Justification = "The protocol's.")]
    private protected static byte[] Md5(byte[] content) => MD5.HashData(content);
}
