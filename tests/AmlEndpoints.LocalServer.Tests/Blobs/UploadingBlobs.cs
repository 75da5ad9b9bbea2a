using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class UploadingBlobs : BlobTest
{
    private static readonly StorageTransferOptions InBlocks = new() { InitialTransferSize = 1 << 16, MaximumTransferSize = 1 << 16, MaximumConcurrency = 4 };

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("LocalUpload/0123/model/MLmodel")]
    [InlineData("a b/c+d/50%/%2F/é/日本/😀.txt")]
    [InlineData("&=?#;:@$,~'()[]{}|^`<>\"\\.bin")]
    [InlineData("two//slashes")]
    [InlineData("...")]
    public async Task A_blob_is_found_under_the_name_it_was_given(string name)
    {
        byte[] content = RandomBytes(1000);
        await Server.Container.UploadBlobAsync(name, new BinaryData(content));

        List<string> names = [];
        await foreach (BlobItem item in Server.Container.GetBlobsAsync())
        {
            names.Add(item.Name);
        }

        Assert.Equal([name], names);
        Assert.Equal(content, (await Server.Container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray());
        Assert.Equal(name, Assert.Single(Server.Store.List("")).Name);
    }

    [Fact]
    public async Task A_blob_is_put_together_from_its_blocks()
    {
        byte[] content = RandomBytes((1 << 20) + 17);
        BlobClient blob = Server.Container.GetBlobClient("large");
        await blob.UploadAsync(new MemoryStream(content), new BlobUploadOptions { TransferOptions = InBlocks });

        BlockList blocks = await Server.Container.GetBlockBlobClient("large").GetBlockListAsync();
        Assert.Equal(17, blocks.CommittedBlocks.Count());
        Assert.Equal(content.Length, blocks.CommittedBlocks.Sum(block => block.SizeLong));
        Assert.Empty(blocks.UncommittedBlocks);
        Assert.Equal(content, (await blob.DownloadContentAsync()).Value.Content.ToArray());
        Assert.Single(Server.Files());
    }

    [Fact]
    public async Task Blocks_of_the_blob_can_be_used_again()
    {
        BlockBlobClient blob = Server.Container.GetBlockBlobClient("b");
        string[] ids = ["YTE=", "YTI=", "YTM="];
        await blob.StageBlockAsync(ids[0], new MemoryStream("one "u8.ToArray()));
        await blob.StageBlockAsync(ids[1], new MemoryStream("two "u8.ToArray()));
        await blob.CommitBlockListAsync([ids[1], ids[0]]);
        await blob.StageBlockAsync(ids[2], new MemoryStream("three"u8.ToArray()));
        await blob.CommitBlockListAsync([ids[0], ids[1], ids[2]]);
        await blob.CommitBlockListAsync([ids[0], ids[1], ids[2]]);
        Assert.Equal("one two three", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Nothing_is_there_before_the_list_is()
    {
        BlockBlobClient blob = Server.Container.GetBlockBlobClient("b");
        await blob.StageBlockAsync("YTE=", new MemoryStream("one"u8.ToArray()));
        Assert.False(await blob.ExistsAsync());
        Assert.Empty(Server.Store.List(""));
        BlobBlock waiting = Assert.Single((await blob.GetBlockListAsync(BlockListTypes.Uncommitted)).Value.UncommittedBlocks);
        Assert.Equal(("YTE=", 3), (waiting.Name, waiting.Size));
        await FailsAsync(400, "InvalidBlockList", () => blob.CommitBlockListAsync(["YTE=", "YTI="]));
        await FailsAsync(400, "InvalidBlobOrBlock", () => blob.StageBlockAsync("bG9uZ2Vy", new MemoryStream([1])));
    }

    [Fact]
    public async Task A_put_discards_blocks_that_wait()
    {
        BlockBlobClient blob = Server.Container.GetBlockBlobClient("b");
        await blob.StageBlockAsync("YTE=", new MemoryStream("one"u8.ToArray()));
        await blob.UploadAsync(new MemoryStream("all"u8.ToArray()));
        await FailsAsync(400, "InvalidBlockList", () => blob.CommitBlockListAsync(["YTE="]));
        Assert.Single(Server.Files());
    }

    [Fact]
    public async Task An_existing_blob_is_replaced_only_where_the_client_wants_it()
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        BlobContentInfo first = await blob.UploadAsync(new BinaryData("first"));
        await FailsAsync(409, "BlobAlreadyExists", () => blob.UploadAsync(new BinaryData("second")));
        await FailsAsync(409, "BlobAlreadyExists", () => blob.UploadAsync(
            new MemoryStream(RandomBytes(1 << 18)),
            new BlobUploadOptions { TransferOptions = InBlocks, Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }));

        BlobContentInfo second = await blob.UploadAsync(
            new BinaryData("second"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = first.ETag } });
        Assert.NotEqual(first.ETag, second.ETag);
        await FailsAsync(412, "ConditionNotMet", () => blob.UploadAsync(
            new BinaryData("third"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = first.ETag } }));
        Assert.Equal("second", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Of_many_that_create_a_blob_at_once_one_succeeds()
    {
        int created = 0;
        await Parallel.ForAsync(0, 16, async (i, stopped) =>
        {
            try
            {
                await Server.Container.GetBlobClient("b").UploadAsync(new BinaryData($"{i}"), stopped);
                Interlocked.Increment(ref created);
            }
            catch (RequestFailedException error) when (error.ErrorCode == "BlobAlreadyExists")
            {
            }
        });
        Assert.Equal(1, created);
        Assert.Single(Server.Files());
    }

    [Fact]
    public async Task Headers_and_metadata_come_back()
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        byte[] content = RandomBytes(100);
        await blob.UploadAsync(new BinaryData(content), new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { ["upload_status"] = "completed", ["a1"] = "1", ["a_b"] = "2", ["Ab"] = "3" },
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain; charset=utf-8", CacheControl = "no-cache", ContentDisposition = "inline" },
        });

        BlobProperties properties = await blob.GetPropertiesAsync();
        Assert.Equal("text/plain; charset=utf-8", properties.ContentType);
        Assert.Equal(("no-cache", "inline"), (properties.CacheControl, properties.ContentDisposition));
        Assert.Equal(4, properties.Metadata.Count);
        Assert.Equal("completed", properties.Metadata["upload_status"]);
        Assert.Equal("3", properties.Metadata["Ab"]);
        Assert.Equal(Md5(content), properties.ContentHash);

        await blob.SetMetadataAsync(new Dictionary<string, string> { ["name"] = "m", ["version"] = "1" });
        BlobProperties changed = await blob.GetPropertiesAsync();
        Assert.Equal(["name", "version"], changed.Metadata.Keys.Order());
        Assert.NotEqual(properties.ETag, changed.ETag);
        Assert.Equal(properties.CreatedOn, changed.CreatedOn);
        await FailsAsync(404, "BlobNotFound", () => Server.Container.GetBlobClient("none").SetMetadataAsync(new Dictionary<string, string>()));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_with_its_file()
    {
        BlobClient blob = Server.Container.GetBlobClient("b");
        await blob.UploadAsync(new BinaryData("x"));
        await FailsAsync(412, "ConditionNotMet", () => blob.DeleteAsync(conditions: new BlobRequestConditions { IfMatch = new ETag("\"other\"") }));
        Assert.True(await blob.DeleteIfExistsAsync());
        Assert.False(await blob.DeleteIfExistsAsync());
        Assert.False(Server.Store.Delete("b"));
        Assert.Empty(Server.Files());
    }
}
