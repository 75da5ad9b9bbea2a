using System.Security.Cryptography;
using System.Text;

namespace AmlEndpoints.LocalServer.Tests.Blobs;

/// <summary>
/// A request without a body, signed as the documentation's example is
/// (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key): for what Azure's client would not send.
/// </summary>
internal static class SignedRequest
{
    public static HttpRequestMessage Create(HttpMethod method, BlobServer server, string path, DateTimeOffset date)
    {
        Uri uri = new($"{server.ContainerUri}/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        string when = date.ToString("R");
        string[] parts = uri.PathAndQuery.Split('?', 2);
        string query = parts.Length < 2 ? "" : string.Concat(parts[1].Split('&').Order(StringComparer.Ordinal).Select(pair => "\n" + pair.Replace('=', ':')));
        string text = $"{method.Method}\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{when}\nx-ms-version:2021-12-02\n/{BlobServer.Account.Name}{parts[0]}{query}";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(BlobServer.Account.Key, Encoding.UTF8.GetBytes(text)));
        HttpRequestMessage request = new(method, uri);
        request.Headers.Add("x-ms-date", when);
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {BlobServer.Account.Name}:{signature}");
        return request;
    }
}
