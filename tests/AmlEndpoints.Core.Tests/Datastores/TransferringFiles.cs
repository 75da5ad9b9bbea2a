using System.Collections.Concurrent;
using System.Security.Cryptography;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace AmlEndpoints.Tests.Datastores;

/// <summary>Uploads to and downloads from Azurite.</summary>
public sealed class TransferringFiles(Azurite azurite) : IClassFixture<Azurite>, IDisposable
{
    private static readonly (string, string) _asset = ("mnist", "1");

    private readonly TemporaryFolder _folder = new(nameof(TransferringFiles));

    public void Dispose() => _folder.Dispose();

    [AzuriteFact]
    public async Task A_folder_comes_back_as_it_was()
    {
        UploadSource source = await MakeAsync("model", ("MLmodel", "flavors"u8.ToArray()), ("code/a b+%é.py", "x"u8.ToArray()), ("empty", []), ("large.onnx", RandomNumberGenerator.GetBytes((20 << 20) + 7)));
        Reports reports = new();

        UploadedContent content = await new BlobUpload(Store(), reports).RunAsync(source, _asset, default);
        await new BlobDownload(Store(), reports).RunAsync(content.Path, _folder.At("back"), default);

        Assert.Equal(source.Hash, (await UploadSource.ReadAsync(_folder.At("back"))).Hash);
        Assert.Equal(($"LocalUpload/{source.Hash}/model", true), (content.Path, content.IsNew));
        Assert.Equal(new Uri($"{azurite.ContainerUri}/{content.Path}"), content.Uri);
        Assert.Equal(new Dictionary<string, string> { ["upload_status"] = "completed", ["name"] = "mnist", ["version"] = "1" }, await MetadataAsync($"{content.Path}/MLmodel"));
        foreach (TransferPhase phase in new[] { TransferPhase.Uploading, TransferPhase.Downloading })
        {
            Assert.Contains(reports, report => report == new TransferProgress(phase, source.Length, source.Length, 4));
            Assert.All(reports.Where(report => report.Phase == phase), report => Assert.InRange(report.Bytes, 0, source.Length));
        }

        Assert.Equal(["back", "model"], _folder.Names);
    }

    [AzuriteFact]
    public async Task The_same_content_is_not_sent_again()
    {
        UploadSource source = await MakeAsync("again", ("a", [1]), ("b", [2]));
        await new BlobUpload(Store(), null).RunAsync(source, _asset, default);
        ETag before = await TagAsync(source, "b");
        Reports reports = new();

        UploadedContent content = await new BlobUpload(Store(), reports).RunAsync(source, ("other", "7"), default);

        Assert.Equal((false, _asset), (content.IsNew, content.Asset));
        Assert.Equal([TransferPhase.Present], reports.Select(report => report.Phase));
        Assert.Equal(before, await TagAsync(source, "b"));
    }

    [AzuriteFact]
    public async Task A_broken_upload_goes_on_where_it_stopped()
    {
        UploadSource source = await MakeAsync("broken", ("a", [1, 2]), ("b", [3, 4]), ("c", [5, 6]));
        await Blob(source, "b").UploadAsync(new BinaryData([3, 4]));
        await Blob(source, "c").UploadAsync(new BinaryData([5]));
        ETag before = await TagAsync(source, "b");
        Reports reports = new();

        UploadedContent content = await new BlobUpload(Store(), reports).RunAsync(source, _asset, default);

        Assert.True(content.IsNew);
        Assert.Equal(before, await TagAsync(source, "b"));
        Assert.Equal([5, 6], (await Blob(source, "c").DownloadContentAsync()).Value.Content.ToArray());
        Assert.Equal(4, reports.Max(report => report.TotalBytes));
    }

    [AzuriteFact]
    public async Task Files_that_went_missing_are_sent_although_the_upload_was_completed()
    {
        UploadSource source = await MakeAsync("missing", ("a", [1]), ("b", [2]));
        await new BlobUpload(Store(), null).RunAsync(source, _asset, default);
        await Blob(source, "b").DeleteAsync();

        Assert.True((await new BlobUpload(Store(), null).RunAsync(source, _asset, default)).IsNew);
        Assert.True(await Blob(source, "b").ExistsAsync());
    }

    [AzuriteFact]
    public async Task A_file_that_changes_after_it_was_hashed_is_not_marked_as_uploaded()
    {
        UploadSource source = await MakeAsync("changing", ("a", [1]), ("b", [2]));
        File.WriteAllBytes(_folder.At("changing/b"), [3, 4]);

        AmlFileException error = await Assert.ThrowsAsync<AmlFileException>(() => new BlobUpload(Store(), null).RunAsync(source, _asset, default));

        Assert.Equal(FileErrors.Changed, error.Code);
        Assert.Empty(await MetadataAsync($"LocalUpload/{source.Hash}/changing/a"));
    }

    [AzuriteFact]
    public async Task A_file_alone_is_uploaded_and_comes_into_a_folder()
    {
        UploadSource source = await UploadSource.ReadAsync(_folder.Write("model.pkl", [1, 2, 3]));

        UploadedContent content = await new BlobUpload(Store(), null).RunAsync(source, _asset, default);
        await Blob(content.Path + ".other").UploadAsync(new BinaryData([9]));
        await new BlobDownload(Store(), null).RunAsync(content.Path, _folder.At("back"), default);

        Assert.Equal($"LocalUpload/{source.Hash}/model.pkl", content.Path);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Assert.Single(Directory.GetFileSystemEntries(_folder.At("back")))));
    }

    [AzuriteFact]
    public async Task A_SAS_is_enough_and_is_not_in_the_address()
    {
        Uri uri = azurite.Client.GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));
        BlobStore store = new(new BlobContainerClient(azurite.ContainerUri, new AzureSasCredential(uri.Query.TrimStart('?'))), "sas");
        UploadSource source = await MakeAsync("sas", ("a", [1]));

        UploadedContent content = await new BlobUpload(store, null).RunAsync(source, _asset, default);

        Assert.Equal("", content.Uri.Query);
        await new BlobDownload(store, null).RunAsync(content.Path, _folder.At("back"), default);
        Assert.Equal([1], File.ReadAllBytes(_folder.At("back/a")));
    }

    [AzuriteFact]
    public async Task Another_key_is_refused_without_a_signature_in_the_error()
    {
        BlobStore store = new(new BlobContainerClient(Started(), new StorageSharedKeyCredential(Azurite.Account, Convert.ToBase64String(new byte[64]))), "store");
        UploadSource source = await MakeAsync("key", ("a", [1]));

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new BlobUpload(store, null).RunAsync(source, _asset, default));

        Assert.Equal((403, "AuthorizationFailure"), (error.Status, error.Code));
        Assert.Null(error.InnerException);
        Assert.Contains("datastore 'store'", error.Message, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task A_name_that_leads_out_of_the_folder_is_refused_and_nothing_stays()
    {
        azurite.Start();
        await Blob("evil/a").UploadAsync(new BinaryData([1]));
        await Blob("evil/..\\..\\b").UploadAsync(new BinaryData([1]));
        await Blob("evil//c").UploadAsync(new BinaryData([1]));

        AmlFileException error = await Assert.ThrowsAsync<AmlFileException>(() => new BlobDownload(Store(), null).RunAsync("evil", _folder.At("back"), default));

        Assert.Equal(FileErrors.WriteFailed, error.Code);
        Assert.Empty(_folder.Names);
    }

    [AzuriteFact]
    public async Task A_download_that_fails_leaves_the_folder_that_was_there()
    {
        Directory.CreateDirectory(_folder.At("back"));
        _folder.Write("back/old", "old");

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new BlobDownload(Store(), null).RunAsync("none", _folder.At("back"), default));
        using CancellationTokenSource stopped = new();
        UploadSource source = await MakeAsync("stopped", ("a", [1]), ("b", [2]));
        UploadedContent content = await new BlobUpload(Store(), null).RunAsync(source, _asset, default);
        Reports reports = new(_ => stopped.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BlobDownload(Store(), reports).RunAsync(content.Path, _folder.At("back"), stopped.Token));

        Assert.Equal(ServiceErrors.NotFound, error.Code);
        Assert.Equal("old", File.ReadAllText(_folder.At("back/old")));
        Assert.Equal(["back", "stopped"], _folder.Names);
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_is_named()
    {
        BlobClientOptions options = new();
        options.Retry.MaxRetries = 0;
        BlobStore store = new(new BlobContainerClient(new Uri("http://127.0.0.1:9/a/c"), new StorageSharedKeyCredential("a", Azurite.Key), options), "store");

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => new BlobDownload(store, null).RunAsync("x", _folder.At("back"), default));

        Assert.Equal(ServiceErrors.Unreachable, error.Code);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    private BlobStore Store() => new(new BlobContainerClient(Started(), new StorageSharedKeyCredential(Azurite.Account, Azurite.Key)), "workspaceblobstore");

    private Uri Started()
    {
        azurite.Start();
        return azurite.ContainerUri;
    }

    private async Task<UploadSource> MakeAsync(string folder, params (string Name, byte[] Content)[] files)
    {
        azurite.Start();
        foreach ((string name, byte[] content) in files)
        {
            string path = _folder.At($"{folder}/{name}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return await UploadSource.ReadAsync(_folder.At(folder));
    }

    private BlobClient Blob(UploadSource source, string name) => Blob($"LocalUpload/{source.Hash}/{source.Name}/{name}");

    private BlobClient Blob(string name) => azurite.Client.GetBlobClient(name);

    private async Task<ETag> TagAsync(UploadSource source, string name) => (await Blob(source, name).GetPropertiesAsync()).Value.ETag;

    private async Task<IDictionary<string, string>> MetadataAsync(string name)
    {
        BlobProperties properties = (await Blob(name).GetPropertiesAsync()).Value;
        return properties.Metadata;
    }

    private sealed class Reports(Action<TransferProgress>? then = null) : ConcurrentQueue<TransferProgress>, IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            Enqueue(value);
            then?.Invoke(value);
        }
    }
}
