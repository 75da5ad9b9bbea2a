using AmlEndpoints.LocalServer.Blobs;
using Azure;
using Azure.Storage.Blobs.Models;
using BlobProperties = Azure.Storage.Blobs.Models.BlobProperties;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class ListingBlobs : BlobTest
{
    private static readonly string[] Names =
        ["a", "a/1", "a/2/x", "a/2/y", "a/3", "a!", "a0", "b/deep/er/1", "b/deep/er/2", "c/1", "z_%", "é/1"];

    [Fact]
    public async Task Names_come_in_their_order_with_a_prefix()
    {
        await PutAllAsync();
        Assert.Equal(Names.Order(StringComparer.Ordinal), await FlatAsync("", null));
        Assert.Equal(["a/1", "a/2/x", "a/2/y", "a/3"], await FlatAsync("a/", null));
        Assert.Equal(["z_%"], await FlatAsync("z_%", null));
        Assert.Empty(await FlatAsync("A", null));
        Assert.Equal(["a/1", "a/2/x", "a/2/y", "a/3"], Server.Store.List("a/").Select(blob => blob.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(5000)]
    public async Task Pages_of_any_size_give_the_same_list(int size)
    {
        await PutAllAsync();
        Assert.Equal(Names.Order(StringComparer.Ordinal), await FlatAsync("", size));
        Assert.Equal(["[a/]", "[b/]", "[c/]", "[é/]", "a", "a!", "a0", "z_%"], await FoldersAsync("", size));
        Assert.Equal(["[a/2/]", "a/1", "a/3"], await FoldersAsync("a/", size));
        Assert.Equal(["[a/]", "a", "a!", "a0"], await FoldersAsync("a", size));
    }

    [Fact]
    public async Task A_blob_has_its_properties_in_the_list()
    {
        await Server.Container.GetBlobClient("b").UploadAsync(new BinaryData("12345"), new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { ["upload_status"] = "completed" },
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain" },
        });
        BlobProperties properties = await Server.Container.GetBlobClient("b").GetPropertiesAsync();

        BlobItem item = await SingleAsync(BlobTraits.Metadata);
        Assert.Equal((5, "text/plain", BlobType.Block), (item.Properties.ContentLength, item.Properties.ContentType, item.Properties.BlobType));
        Assert.Equal(properties.ContentHash, item.Properties.ContentHash);
        Assert.Equal(properties.LastModified, item.Properties.LastModified);
        Assert.Equal(properties.ETag.ToString().Trim('"'), item.Properties.ETag!.Value.ToString());
        Assert.Equal("completed", Assert.Single(item.Metadata).Value);
        Assert.Empty((await SingleAsync(BlobTraits.None)).Metadata ?? new Dictionary<string, string>());
        await FailsAsync(501, "NotImplemented", () => SingleAsync(BlobTraits.Tags));
    }

    private async Task<BlobItem> SingleAsync(BlobTraits traits)
    {
        List<BlobItem> items = [];
        await foreach (BlobItem item in Server.Container.GetBlobsAsync(new GetBlobsOptions { Traits = traits }))
        {
            items.Add(item);
        }

        return Assert.Single(items);
    }

    private async Task PutAllAsync()
    {
        foreach (string name in Names.Reverse())
        {
            await Server.Store.PutAsync(new BlobWrite(name), new MemoryStream([1]));
        }
    }

    private async Task<List<string>> FlatAsync(string prefix, int? pageSize)
    {
        List<string> names = [];
        await foreach (Page<BlobItem> page in Server.Container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }).AsPages(pageSizeHint: pageSize))
        {
            Assert.True(page.Values.Count <= (pageSize ?? 5000));
            names.AddRange(page.Values.Select(blob => blob.Name));
        }

        return names;
    }

    private async Task<List<string>> FoldersAsync(string prefix, int? pageSize)
    {
        List<string> names = [];
        GetBlobsByHierarchyOptions options = new() { Prefix = prefix, Delimiter = "/" };
        await foreach (Page<BlobHierarchyItem> page in Server.Container.GetBlobsByHierarchyAsync(options).AsPages(pageSizeHint: pageSize))
        {
            Assert.True(page.Values.Count <= (pageSize ?? 5000));
            names.AddRange(page.Values.Select(item => item.IsPrefix ? $"[{item.Prefix}]" : item.Blob.Name));
        }

        // Of each page, the client gives the prefixes first.
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
