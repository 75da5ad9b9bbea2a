using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// Makes and checks the tokens of endpoints with <c>authMode</c> AMLToken: JSON Web Tokens (RFC 7519) with the claims that Azure ML's have,
/// signed with HMAC-SHA256 by this server. A token lives one hour and should be refreshed after half of it.
/// </summary>
/// <param name="signingKey">The secret that signs; at least 32 bytes.</param>
/// <param name="workspaceId">The workspace's id; a token of another workspace is refused.</param>
internal sealed class EndpointTokens(byte[] signingKey, string workspaceId)
{
    private const string Issuer = "azureml";
    private const string Actions = "[\"Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action\"]";
    private const int LongestToken = 4096;
    private const int SignatureLength = 43;

    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);
    private static readonly string _header = Base64UrlText.Encode("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _signingKey = [.. signingKey];

    /// <summary>Makes a token for one endpoint.</summary>
    public EndpointToken Create(string endpoint, DateTimeOffset now)
    {
        long expires = (now + _lifetime).ToUnixTimeSeconds();
        byte[] claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["canRefresh"] = "False",
            ["workspaceId"] = workspaceId,
            ["actions"] = Actions,
            ["endpointName"] = endpoint,
            ["serviceId"] = endpoint,
            ["exp"] = expires,
            ["iss"] = Issuer,
            ["aud"] = Issuer,
        });
        string signed = $"{_header}.{Base64UrlText.Encode(claims)}";
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(Encoding.ASCII.GetBytes(signed), signature);
        return new EndpointToken($"{signed}.{Encoding.ASCII.GetString(signature)}", expires, (now + (_lifetime / 2)).ToUnixTimeSeconds());
    }

    /// <summary>Whether this server made the token, for this endpoint, and it has not expired. Any text is answered, none throws.</summary>
    public bool IsValid(ReadOnlySpan<char> token, string endpoint, DateTimeOffset now)
    {
        if (token.Length > LongestToken || !Ascii.IsValid(token))
        {
            return false;
        }

        Span<byte> text = stackalloc byte[token.Length];
        Encoding.ASCII.GetBytes(token, text);
        int dot = text.LastIndexOf((byte)'.');
        if (dot < 0 || text.Length - dot - 1 != SignatureLength)
        {
            return false;
        }

        // The signature is compared in the one form that we write: nothing of a stranger's text is decoded before it is known to be ours.
        Span<byte> expected = stackalloc byte[SignatureLength];
        Sign(text[..dot], expected);
        return CryptographicOperations.FixedTimeEquals(expected, text[(dot + 1)..])
            && TakeClaims(text[..dot]) is { } claims
            && AreValid(claims, endpoint, now);
    }

    // The header is compared as a whole, so that no other algorithm can be asked for (RFC 8725, 3.1).
    private static byte[]? TakeClaims(ReadOnlySpan<byte> signed)
    {
        int dot = signed.IndexOf((byte)'.');
        return dot >= 0 && Ascii.Equals(signed[..dot], _header) ? Base64UrlText.TryDecode(signed[(dot + 1)..]) : null;
    }

    private bool AreValid(ReadOnlySpan<byte> claims, string endpoint, DateTimeOffset now)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(claims.ToArray());
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && Is(root, "iss", Issuer, StringComparison.Ordinal)
                && Is(root, "aud", Issuer, StringComparison.Ordinal)
                && Is(root, "workspaceId", workspaceId, StringComparison.OrdinalIgnoreCase)
                && Is(root, "endpointName", endpoint, StringComparison.OrdinalIgnoreCase)
                && root.TryGetProperty("exp", out JsonElement exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetInt64(out long expires)
                && now.ToUnixTimeSeconds() < expires;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Is(JsonElement claims, string name, string expected, StringComparison comparison) =>
        claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), expected, comparison);

    private void Sign(ReadOnlySpan<byte> text, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_signingKey, text, hash);
        Base64UrlText.Encode(hash, signature);
    }
}
