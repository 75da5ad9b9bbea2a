using System.Net.Sockets;
using System.Text;
using AmlEndpoints.LocalServer.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class KeepingBlobs : BlobTest
{
    [Fact]
    public async Task A_restart_keeps_blobs_and_waiting_blocks_and_removes_the_rest()
    {
        byte[] content = RandomBytes(100_000);
        await Server.Container.GetBlobClient("folder/b").UploadAsync(
            new BinaryData(content), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["name"] = "m" } });
        await Server.Container.GetBlockBlobClient("c").StageBlockAsync("YTE=", new MemoryStream(content));
        Azure.Storage.Blobs.Models.BlobProperties before = await Server.Container.GetBlobClient("folder/b").GetPropertiesAsync();
        string rubbish = Path.Combine(Server.Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(rubbish, "the rest of an upload");
        string foreign = Path.Combine(Server.Folder, "not-ours.txt");
        await File.WriteAllTextAsync(foreign, "somebody's");

        await Server.DisposeAsync();
        Server = await BlobServer.StartAsync(Folder);

        Azure.Storage.Blobs.Models.BlobProperties after = await Server.Container.GetBlobClient("folder/b").GetPropertiesAsync();
        Assert.Equal((before.ETag, before.LastModified, before.CreatedOn), (after.ETag, after.LastModified, after.CreatedOn));
        Assert.Equal("m", after.Metadata["name"]);
        Assert.Equal(content, (await Server.Container.GetBlobClient("folder/b").DownloadContentAsync()).Value.Content.ToArray());
        await Server.Container.GetBlockBlobClient("c").CommitBlockListAsync(["YTE="]);
        Assert.Equal(content, (await Server.Container.GetBlobClient("c").DownloadContentAsync()).Value.Content.ToArray());
        Assert.False(File.Exists(rubbish));
        Assert.True(File.Exists(foreign));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_upload_that_is_cut_off_leaves_nothing()
    {
        string sas = new BlobSas(BlobServer.Account).Create(DateTimeOffset.UtcNow.AddHours(1), "w");
        using (TcpClient client = new())
        {
            await client.ConnectAsync("127.0.0.1", Server.Root.Port);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT {Server.ContainerUri.AbsolutePath}/b?{sas} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-ms-blob-type: BlockBlob\r\nContent-Length: 1000\r\n\r\nonly this"));
            while (Server.Files().Length == 0)
            {
                await Task.Delay(10);
            }
        }

        while (Server.Files().Length > 0)
        {
            await Task.Delay(10);
        }

        Assert.Null(Server.Store.Find("b"));
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_what_was_there()
    {
        await Server.Store.PutAsync(new BlobWrite("b"), new MemoryStream("first"u8.ToArray()));
        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Server.Store.PutAsync(new BlobWrite("b"), new MemoryStream(new byte[10]), stopped.Token));
        Assert.Equal(5, Server.Store.Find("b")!.Length);
        Assert.Single(Server.Files());
    }

    [Fact]
    public async Task The_folder_is_its_owners_alone()
    {
        await Server.Store.PutAsync(new BlobWrite("b"), new MemoryStream([1]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Server.Folder));
        }
    }
}
