using System.Net;
using System.Net.Http.Headers;
using AmlEndpoints.LocalServer.Blobs;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

public sealed class RefusingRequests : BlobTest, IDisposable
{
    private readonly HttpClient _http = new();

    [Theory]
    [InlineData("../x", 400)]
    [InlineData("../../../x", 404)]
    [InlineData("a/../x", 400)]
    [InlineData("a/./x", 400)]
    [InlineData("%2e%2e/x", 400)]
    [InlineData("a%2F..%2Fx", 400)]
    [InlineData("a%2F%2E%2e", 400)]
    [InlineData("a%5C..%5Cx", 400)]
    [InlineData("x%00", 400)]
    [InlineData("x%0A", 400)]
    [InlineData("x%7F", 400)]
    [InlineData("%FF", 400)]
    [InlineData("%C0%AF", 400)]
    [InlineData("%ED%A0%80", 400)]
    [InlineData("%EF%BF%BE", 400)]
    [InlineData("%4", 400)]
    [InlineData("%zz", 400)]
    public async Task What_cannot_be_a_name_is_refused(string path, int status)
    {
        await Server.Store.PutAsync(new BlobWrite("x"), new MemoryStream([1]));
        using HttpResponseMessage answer = await _http.SendAsync(SignedRequest.Create(HttpMethod.Get, Server, path, DateTimeOffset.UtcNow));
        Assert.Equal(status, (int)answer.StatusCode);
        using HttpResponseMessage good = await _http.SendAsync(SignedRequest.Create(HttpMethod.Get, Server, "x", DateTimeOffset.UtcNow));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task A_name_of_1024_characters_is_the_longest()
    {
        await Server.Container.UploadBlobAsync(new string('é', 1024), new BinaryData("x"));
        await FailsAsync(400, "InvalidResourceName", () => Server.Container.UploadBlobAsync(new string('é', 1025), new BinaryData("x")));
    }

    [Theory]
    [InlineData("GET", "b?comp=tags", 501)]
    [InlineData("GET", "b?comp=nonsense", 501)]
    [InlineData("GET", "b?snapshot=2026-01-01T00:00:00.0000000Z", 501)]
    [InlineData("PUT", "b?comp=lease", 501)]
    [InlineData("PUT", "b?comp=properties", 501)]
    [InlineData("POST", "b", 501)]
    [InlineData("PATCH", "b", 405)]
    [InlineData("GET", "?restype=container&comp=acl", 501)]
    [InlineData("DELETE", "?restype=container", 501)]
    [InlineData("GET", "?restype=container&comp=list&maxresults=0", 400)]
    [InlineData("GET", "?restype=container&comp=list&marker=%25", 400)]
    public async Task What_the_server_does_not_have_is_never_a_success(string method, string path, int status)
    {
        await Server.Store.PutAsync(new BlobWrite("b"), new MemoryStream([1]));
        using HttpRequestMessage request = new(new HttpMethod(method), Sas(path));
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotEmpty(answer.Headers.GetValues("x-ms-request-id").Single());
    }

    [Theory]
    [InlineData("x-ms-blob-type", "AppendBlob", 501)]
    [InlineData("x-ms-copy-source", "http://127.0.0.1/x", 501)]
    [InlineData("x-ms-access-tier", "Cool", 501)]
    [InlineData("x-ms-lease-id", "x", 501)]
    [InlineData("x-ms-version", "new", 400)]
    [InlineData("x-ms-meta-1a", "x", 400)]
    [InlineData("x-ms-meta-a-b", "x", 400)]
    [InlineData("If-Modified-Since", "yesterday", 400)]
    public async Task What_a_header_asks_for_is_not_ignored(string name, string value, int status)
    {
        using HttpRequestMessage request = Put("b", [1, 2, 3]);
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Null(Server.Store.Find("b"));
    }

    [Fact]
    public async Task Damaged_content_is_not_stored()
    {
        byte[] content = RandomBytes(1000);
        using HttpRequestMessage good = Put("b", content);
        good.Content!.Headers.ContentMD5 = Md5(content);
        using HttpResponseMessage stored = await _http.SendAsync(good);
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(Md5(content), stored.Content.Headers.ContentMD5);

        foreach (string path in new[] { "c", "c?comp=block&blockid=YTE%3D" })
        {
            using HttpRequestMessage bad = Put(path, content);
            bad.Content!.Headers.ContentMD5 = new byte[16];
            using HttpResponseMessage refused = await _http.SendAsync(bad);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("Md5Mismatch", refused.Headers.GetValues("x-ms-error-code").Single());
        }

        Assert.Null(Server.Store.Find("c"));
        Assert.Empty(Server.Store.Blocks("c"));
        Assert.Single(Server.Files());
    }

    [Theory]
    [InlineData("<BlockList><Latest>YTE=</Latest>")]
    [InlineData("<BlockList><Newest>YTE=</Newest></BlockList>")]
    [InlineData("<BlockList><1>YTE=</1></BlockList>")]
    [InlineData("<Blocks/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"YTE=\">]><BlockList><Latest>&e;</Latest></BlockList>")]
    [InlineData("")]
    public async Task A_block_list_must_be_one(string xml)
    {
        using HttpRequestMessage request = Put("b?comp=blocklist", System.Text.Encoding.UTF8.GetBytes(xml));
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("InvalidXmlDocument", answer.Headers.GetValues("x-ms-error-code").Single());
    }

    [Fact]
    public async Task A_body_without_its_length_is_refused()
    {
        using HttpRequestMessage request = Put("b", [1]);
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.LengthRequired, answer.StatusCode);
    }

    [Fact]
    public async Task A_HEAD_has_its_error_in_a_header()
    {
        using HttpRequestMessage request = new(HttpMethod.Head, Sas("none"));
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("BlobNotFound", answer.Headers.GetValues("x-ms-error-code").Single());
        Assert.NotNull(answer.Headers.Date);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Put(string path, byte[] content)
    {
        HttpRequestMessage request = new(HttpMethod.Put, Sas(path)) { Content = new ByteArrayContent(content) };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return request;
    }

    private Uri Sas(string path)
    {
        string sas = new BlobSas(BlobServer.Account).Create(DateTimeOffset.UtcNow.AddHours(1), "rcwdl");
        return new Uri($"{Server.ContainerUri}{(path.StartsWith('?') ? "" : "/")}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{sas}");
    }
}
