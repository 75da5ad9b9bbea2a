using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// Checks <c>Authorization: SharedKey account:signature</c>
/// (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key).
/// </summary>
internal sealed class BlobSharedKey(BlobAccount account)
{
    /// <summary>How far the clocks of client and server may be apart, as in Azure.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>The standard headers that are signed, in their order; between Content-Type and If-Modified-Since stands the date.</summary>
    private static readonly string[] ContentHeaders = ["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type"];
    private static readonly string[] ConditionHeaders = ["If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    /// <summary>Lets the request pass, or says why not.</summary>
    /// <exception cref="BlobException">403.</exception>
    public void Check(HttpRequest request, BlobTarget target)
    {
        string[] parts = request.Headers.Authorization.ToString().Split([' ', ':'], 3);
        if (parts.Length < 3 || parts[0] != "SharedKey" || parts[1] != account.Name)
        {
            throw BlobErrors.AuthenticationFailed($"the Authorization header must be 'SharedKey {account.Name}:<signature>'.");
        }

        CheckDate(request);
        byte[] signature = new byte[HMACSHA256.HashSizeInBytes];
        bool read = Convert.TryFromBase64String(parts[2], signature, out int length) && length == signature.Length;

        // Clients disagree about the order of '_', digits and '-': some sort by code, some as the service does, by words.
        bool matches = IsSignature(signature, request, target, name => name)
            || IsSignature(signature, request, target, name => name.Replace("-", "", StringComparison.Ordinal).Replace('_', '!'));
        if (!read || !matches)
        {
            throw BlobErrors.AuthenticationFailed("the signature does not match. Check the account's key.");
        }
    }

    private static void CheckDate(HttpRequest request)
    {
        DateTimeOffset? sent = BlobHeaders.Time(request.Headers, BlobHeaders.Date) ?? BlobHeaders.Time(request.Headers, "Date");
        if (sent is null)
        {
            throw BlobErrors.AuthenticationFailed("a signed request needs an x-ms-date or a Date header.");
        }

        if ((DateTimeOffset.UtcNow - sent.Value).Duration() > ClockSkew)
        {
            throw BlobErrors.AuthenticationFailed("the request's date is more than 15 minutes from the server's clock. Sign it again.");
        }
    }

    private bool IsSignature(byte[] signature, HttpRequest request, BlobTarget target, Func<string, string> sortKey) =>
        CryptographicOperations.FixedTimeEquals(
            signature, HMACSHA256.HashData(account.Key, Encoding.UTF8.GetBytes(StringToSign(request, target, sortKey))));

    private string StringToSign(HttpRequest request, BlobTarget target, Func<string, string> sortKey)
    {
        IHeaderDictionary headers = request.Headers;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method}\n");
        foreach (string name in ContentHeaders)
        {
            string value = headers[name].ToString();
            text.Append(name == "Content-Length" && value == "0" ? "" : value).Append('\n');
        }

        text.Append(headers.ContainsKey(BlobHeaders.Date) ? "" : headers.Date.ToString()).Append('\n');
        foreach (string name in ConditionHeaders)
        {
            text.Append(headers[name].ToString()).Append('\n');
        }

        foreach ((string name, StringValues value) in headers
            .Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), header.Value))
            .OrderBy(header => sortKey(header.Name), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}:{value.ToString().Trim()}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"/{account.Name}{target.Path}");
        foreach ((string name, StringValues values) in request.Query
            .Select(parameter => (Name: parameter.Key.ToLowerInvariant(), parameter.Value))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name}:{string.Join(',', values.Order(StringComparer.Ordinal))}");
        }

        return text.ToString();
    }
}
