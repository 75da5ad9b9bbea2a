using AmlEndpoints.LocalServer.Blobs;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using BlobProperties = AmlEndpoints.LocalServer.Blobs.BlobProperties;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class ReadingBlobs : BlobTest
{
    [Theory]
    [InlineData(0, 1, "0")]
    [InlineData(3, 4, "3456")]
    [InlineData(8, 100, "89")]
    [InlineData(9, null, "9")]
    public async Task A_range_is_a_part_of_the_blob(int offset, int? length, string expected)
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        await blob.UploadAsync(new BinaryData("0123456789"));
        BlobDownloadResult part = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(offset, length) });
        Assert.Equal(expected, part.Content.ToString());
        Assert.Equal($"bytes {offset}-{offset + expected.Length - 1}/10", part.Details.ContentRange);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_refused()
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        await blob.UploadAsync(new BinaryData("0123456789"));
        await FailsAsync(416, "InvalidRange", () => blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(10, 1) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) + 3)]
    public async Task A_download_in_parallel_ranges_is_the_blob(int length)
    {
        byte[] content = RandomBytes(length);
        BlobClient blob = Server.Container.GetBlobClient("b");
        await blob.UploadAsync(new BinaryData(content));
        using MemoryStream copy = new();
        await blob.DownloadToAsync(copy, new BlobDownloadToOptions
        {
            TransferOptions = new StorageTransferOptions { InitialTransferSize = 1 << 16, MaximumTransferSize = 1 << 16, MaximumConcurrency = 4 },
        });
        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task Conditions_hold_for_reads()
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        BlobContentInfo info = await blob.UploadAsync(new BinaryData("x"));
        BlobRequestConditions other = new() { IfMatch = new ETag("\"other\"") };
        await FailsAsync(412, "ConditionNotMet", () => blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = other }));
        await FailsAsync(412, "ConditionNotMet", () => blob.GetPropertiesAsync(other));
        BlobRequestConditions same = new() { IfNoneMatch = info.ETag };
        Assert.Equal(304, (await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = same })).GetRawResponse().Status);
        BlobRequestConditions since = new() { IfModifiedSince = info.LastModified };
        Assert.Equal(304, (await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = since })).GetRawResponse().Status);
        BlobRequestConditions before = new() { IfUnmodifiedSince = info.LastModified.AddDays(-1) };
        await FailsAsync(412, "ConditionNotMet", () => blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = before }));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        BlobClient blob = Server.Container.GetBlobClient("none");
        Assert.False(await blob.ExistsAsync());
        Assert.True(await Server.Container.ExistsAsync());
        await FailsAsync(404, "BlobNotFound", () => blob.DownloadContentAsync());
        BlobContainerClient other = new(new Uri(Server.Root, $"/{BlobServer.Account.Name}/other"), BlobServer.Credential);
        Assert.False(await other.ExistsAsync());
        await FailsAsync(404, "ContainerNotFound", () => other.GetBlobClient("b").DownloadContentAsync());
        Assert.Null(await Server.Container.CreateIfNotExistsAsync());
    }

    [Fact]
    public async Task Who_reads_goes_on_reading_what_he_opened()
    {
        byte[] first = RandomBytes(1 << 20);
        BlobClient blob = Server.Container.GetBlobClient("b");
        await blob.UploadAsync(new BinaryData(first));
        BlobProperties before = Server.Store.Find("b")!;
        using Stream open = Server.Store.OpenRead(before);
        using BlobDownloadStreamingResult streaming = await blob.DownloadStreamingAsync();
        await blob.UploadAsync(new BinaryData("second"), overwrite: true);
        await blob.DeleteAsync();

        using MemoryStream copy = new();
        await open.CopyToAsync(copy);
        Assert.Equal(first, copy.ToArray());
        using MemoryStream streamed = new();
        await streaming.Content.CopyToAsync(streamed);
        Assert.Equal(first, streamed.ToArray());
        Assert.Throws<FileNotFoundException>(() => Server.Store.OpenRead(before));
    }

    [Fact]
    public async Task Whoever_reads_while_others_write_gets_a_whole_blob()
    {
        async Task WriteAsync(byte value) => await Server.Store.PutAsync(new BlobWrite("b"), new MemoryStream([.. Enumerable.Repeat(value, 200_000)]));
        await WriteAsync(0);
        Task writing = Task.Run(async () =>
        {
            for (byte value = 1; value <= 30; value++)
            {
                await WriteAsync(value);
            }
        });
        BlobClient blob = Server.Container.GetBlobClient("b");
        do
        {
            byte[] content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
            Assert.Equal(200_000, content.Length);
            Assert.Single(content.Distinct());
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.Single(Server.Files());
    }
}
