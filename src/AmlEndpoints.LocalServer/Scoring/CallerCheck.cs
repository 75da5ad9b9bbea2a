using System.Security.Cryptography;
using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Decides who may call an endpoint: the bearer of a key, or of a token, as its <c>authMode</c> says.</summary>
internal static class CallerCheck
{
    private const string Scheme = "Bearer ";
    private const string AccessDenied = "key_auth_access_denied";
    private const string BadHeader = "key_auth_bad_header_forbidden";
    private const int LongestKey = 1024;

    /// <summary>Looks at a caller's Authorization header.</summary>
    /// <returns>Null for one that may call, or the text that Azure ML answers with 401.</returns>
    public static string? Refuse(EndpointState endpoint, string? authorization, EndpointTokens tokens, DateTimeOffset now)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return BadHeader;
        }

        ReadOnlySpan<char> credential = authorization.AsSpan(Scheme.Length).Trim(' ');
        bool valid = endpoint.Settings.AuthMode == EndpointAuthMode.Key
            ? IsKey(endpoint, credential)
            : tokens.IsValid(credential, endpoint.Settings.Name, now);
        return credential.IsEmpty ? BadHeader : valid ? null : AccessDenied;
    }

    private static bool IsKey(EndpointState endpoint, ReadOnlySpan<char> credential)
    {
        Span<byte> bytes = stackalloc byte[LongestKey];
        if (!Encoding.UTF8.TryGetBytes(credential, bytes, out int length))
        {
            return false;
        }

        // Both are compared, whatever the first comparison says: the time tells nothing.
        bool primary = IsSame(bytes[..length], endpoint.PrimaryKey);
        bool secondary = IsSame(bytes[..length], endpoint.SecondaryKey);
        return primary | secondary;
    }

    // A key that was never set lets nobody in.
    private static bool IsSame(ReadOnlySpan<byte> given, ReadOnlySpan<byte> key) => !key.IsEmpty & CryptographicOperations.FixedTimeEquals(given, key);
}
