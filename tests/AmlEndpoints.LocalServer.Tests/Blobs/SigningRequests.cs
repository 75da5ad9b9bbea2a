using System.Net;
using AmlEndpoints.LocalServer.Blobs;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class SigningRequests : BlobTest
{
    [Fact]
    public async Task A_SAS_allows_what_it_says_and_nothing_else()
    {
        await Server.Container.UploadBlobAsync("b", new BinaryData("x"));
        BlobClient reader = Server.WithSas("r").GetBlobClient("b");
        Assert.Equal("x", (await reader.DownloadContentAsync()).Value.Content.ToString());
        const string code = "AuthorizationPermissionMismatch";
        await FailsAsync(403, code, () => reader.UploadAsync(new BinaryData("y"), overwrite: true));
        await FailsAsync(403, code, () => reader.DeleteAsync());
        await FailsAsync(403, code, () => reader.SetMetadataAsync(new Dictionary<string, string>()));
        await FailsAsync(403, code, () => ListAsync(Server.WithSas("rwdc")));
        await FailsAsync(403, code, () => Server.WithSas("w").GetBlobClient("b").DownloadContentAsync());
        await FailsAsync(403, code, () => Server.WithSas("rwdcl").GetPropertiesAsync());
        Assert.Equal(["b"], await ListAsync(Server.WithSas("l")));
        await Server.WithSas("w").GetBlobClient("b").UploadAsync(new BinaryData("y"), overwrite: true);
        await Server.WithSas("d").GetBlobClient("b").DeleteAsync();
    }

    [Fact]
    public async Task Who_may_create_may_not_replace()
    {
        BlobClient blob = Server.WithSas("c").GetBlobClient("b");
        await blob.UploadAsync(new BinaryData("x"), overwrite: true);
        await FailsAsync(403, "AuthorizationPermissionMismatch", () => blob.UploadAsync(new BinaryData("y"), overwrite: true));
        Assert.Equal(1, Server.Store.Find("b")!.Length);
    }

    [Fact]
    public async Task A_SAS_ends()
    {
        await Server.Container.UploadBlobAsync("b", new BinaryData("x"));
        await FailsAsync(403, "AuthenticationFailed", () => Server.WithSas("r", TimeSpan.FromSeconds(-1)).GetBlobClient("b").DownloadContentAsync());
    }

    [Fact]
    public async Task A_SAS_that_Azures_client_makes_is_one_of_ours()
    {
        await Server.Container.UploadBlobAsync("b", new BinaryData("x"));
        BlobSasBuilder builder = new(BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1))
        {
            StartsOn = DateTimeOffset.UtcNow.AddHours(-1),
            Protocol = SasProtocol.HttpsAndHttp,
        };
        Assert.Equal("x", (await Client(builder).DownloadContentAsync()).Value.Content.ToString());
        builder.StartsOn = DateTimeOffset.UtcNow.AddMinutes(30);
        await FailsAsync(403, "AuthenticationFailed", () => Client(builder).DownloadContentAsync());
        builder = new(BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1)) { IPRange = SasIPRange.Parse("10.0.0.1") };
        await FailsAsync(403, "AuthenticationFailed", () => Client(builder).DownloadContentAsync());

        BlobClient Client(BlobSasBuilder sas) => new BlobContainerClient(Server.Container.GenerateSasUri(sas)).GetBlobClient("b");
    }

    [Theory]
    [InlineData("sp=r&", "sp=rw&")]
    [InlineData("sp=r&", "sp=r&sp=w&")]
    [InlineData("se=2", "se=3")]
    [InlineData("sr=c", "sr=b")]
    [InlineData("sig=", "sig=A")]
    [InlineData("sv=2021", "sv=2020")]
    [InlineData("sv=2021-12-02", "sv=2018-03-28")]
    [InlineData("sp=r&", "sp=r&si=policy&")]
    public async Task A_changed_SAS_is_refused(string was, string becomes)
    {
        await Server.Container.UploadBlobAsync("b", new BinaryData("x"));
        string sas = new BlobSas(BlobServer.Account).Create(DateTimeOffset.UtcNow.AddHours(1), "r");
        Assert.Contains(was, sas, StringComparison.Ordinal);
        using HttpClient http = new();
        using HttpResponseMessage good = await http.GetAsync($"{Server.ContainerUri}/b?{sas}");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using HttpResponseMessage bad = await http.GetAsync($"{Server.ContainerUri}/b?{sas.Replace(was, becomes, StringComparison.Ordinal)}");
        Assert.Equal(HttpStatusCode.Forbidden, bad.StatusCode);
        Assert.Equal("AuthenticationFailed", bad.Headers.GetValues("x-ms-error-code").Single());
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        StorageSharedKeyCredential wrong = new(BlobServer.Account.Name, Convert.ToBase64String(new byte[32]));
        await FailsAsync(403, "AuthenticationFailed", () => new BlobContainerClient(Server.ContainerUri, wrong).GetBlobClient("b").DownloadContentAsync());
        StorageSharedKeyCredential other = new("other", Convert.ToBase64String(BlobServer.Account.Key));
        await FailsAsync(403, "AuthenticationFailed", () => new BlobContainerClient(Server.ContainerUri, other).GetBlobClient("b").DownloadContentAsync());
    }

    [Theory]
    [InlineData(null, 401, "NoAuthenticationInformation")]
    [InlineData("Bearer token", 403, "AuthenticationFailed")]
    [InlineData("SharedKey localaml", 403, "AuthenticationFailed")]
    [InlineData("SharedKey localaml:", 403, "AuthenticationFailed")]
    [InlineData("SharedKey localaml:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 403, "AuthenticationFailed")]
    [InlineData("SharedKeyLite localaml:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 403, "AuthenticationFailed")]
    public async Task Other_credentials_are_refused(string? authorization, int status, string code)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, $"{Server.ContainerUri}/b");
        request.Headers.Add("x-ms-date", DateTimeOffset.UtcNow.ToString("R"));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, answer.Headers.GetValues("x-ms-error-code").Single());
        string body = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task An_old_signature_is_refused(int minutes)
    {
        await Server.Container.UploadBlobAsync("b", new BinaryData("x"));
        using HttpClient http = new();
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(SignedRequest.Create(HttpMethod.Get, Server, "b", DateTimeOffset.UtcNow))).StatusCode);
        HttpResponseMessage late = await http.SendAsync(SignedRequest.Create(HttpMethod.Get, Server, "b", DateTimeOffset.UtcNow.AddMinutes(minutes)));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    private static async Task<List<string>> ListAsync(BlobContainerClient container)
    {
        List<string> names = [];
        await foreach (Azure.Storage.Blobs.Models.BlobItem item in container.GetBlobsAsync())
        {
            names.Add(item.Name);
        }

        return names;
    }
}
