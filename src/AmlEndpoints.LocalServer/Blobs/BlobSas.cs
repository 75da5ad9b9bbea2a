using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>
/// Gives and checks shared access signatures of the container: a service SAS with <c>sr=c</c>, signed with the account's key
/// (https://learn.microsoft.com/rest/api/storageservices/create-service-sas, version 2020-12-06 and later).
/// </summary>
internal sealed class BlobSas(BlobAccount account)
{
    /// <summary>The version of what this class gives.</summary>
    private const string Version = "2021-12-02";

    /// <summary>The first version with the fields that are signed here.</summary>
    private const string FirstVersion = "2020-12-06";

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    private static readonly (char Letter, BlobPermissions Permission)[] Letters =
    [
        ('r', BlobPermissions.Read),
        ('c', BlobPermissions.Create),
        ('w', BlobPermissions.Write),
        ('d', BlobPermissions.Delete),
        ('l', BlobPermissions.List),
    ];

    /// <summary>Fields that narrow a SAS or change its answers, and that this server does not honour.</summary>
    private static readonly string[] Refused =
    [
        "si", "sip", "ses", "rscc", "rscd", "rsce", "rscl", "rsct", "sdd", "saoid", "suoid", "scid",
        "skoid", "sktid", "skt", "ske", "sks", "skv", "ss", "srt",
    ];

    /// <summary>The query parameters of a SAS.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["sv", "sr", "sp", "st", "se", "spr", "sig"];

    /// <summary>A SAS for the container: query parameters without the question mark.</summary>
    /// <param name="expires">When it ends; seconds count.</param>
    /// <param name="permissions">Some of the letters <c>r c w d l</c>.</param>
    /// <exception cref="ArgumentException">Another letter, or none.</exception>
    public string Create(DateTimeOffset expires, string permissions)
    {
        if (permissions.Length == 0 || permissions.Any(letter => !Letters.Any(known => known.Letter == letter)))
        {
            throw new ArgumentException("The permissions of a SAS are some of the letters r, c, w, d, l.", nameof(permissions));
        }

        // Azure wants them in this order.
        string ordered = string.Concat(Letters.Select(known => known.Letter).Where(permissions.Contains));
        string end = expires.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        string signature = Convert.ToBase64String(Sign(ordered, "", end, "", Version));
        return $"sv={Version}&sr=c&sp={ordered}&se={Uri.EscapeDataString(end)}&sig={Uri.EscapeDataString(signature)}";
    }

    /// <summary>What the SAS in a query allows.</summary>
    /// <exception cref="BlobException">403: it was not signed with the account's key, it is not valid now, or it is of another kind.</exception>
    public BlobPermissions Check(IQueryCollection query)
    {
        string[] refused = [.. Refused.Where(query.ContainsKey)];
        if (refused.Length > 0)
        {
            throw BlobErrors.AuthenticationFailed($"a SAS with the field {refused[0]} is not supported here.");
        }

        string version = Field(query, "sv");
        string permissions = Field(query, "sp");
        string start = Field(query, "st");
        string end = Field(query, "se");
        string protocol = Field(query, "spr");
        if (string.CompareOrdinal(version, FirstVersion) < 0 || Field(query, "sr") != "c")
        {
            throw BlobErrors.AuthenticationFailed($"the SAS must be one of the container (sr=c), of version {FirstVersion} or later.");
        }

        byte[] signature = new byte[HMACSHA256.HashSizeInBytes];
        bool read = Convert.TryFromBase64String(Field(query, "sig"), signature, out int length) && length == signature.Length;
        if (!CryptographicOperations.FixedTimeEquals(signature, Sign(permissions, start, end, protocol, version)) || !read)
        {
            throw BlobErrors.AuthenticationFailed("the signature of the SAS does not match. Get a new SAS.");
        }

        CheckTimes(start, end);
        if (protocol is not ("" or "https,http"))
        {
            throw BlobErrors.AuthenticationFailed("the SAS does not allow http.");
        }

        return Letters.Where(known => permissions.Contains(known.Letter)).Aggregate(BlobPermissions.None, (all, known) => all | known.Permission);
    }

    private static void CheckTimes(string start, string end)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (!TryReadTime(end, out DateTimeOffset last) || now >= last)
        {
            throw BlobErrors.AuthenticationFailed("the SAS has expired. Get a new SAS.");
        }

        if (start.Length > 0 && (!TryReadTime(start, out DateTimeOffset first) || now < first))
        {
            throw BlobErrors.AuthenticationFailed("the SAS is not valid yet.");
        }
    }

    private static bool TryReadTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static string Field(IQueryCollection query, string name)
    {
        StringValues values = query[name];
        return values.Count <= 1 ? values.ToString() : throw BlobErrors.AuthenticationFailed($"the SAS has the field {name} twice.");
    }

    // Signed with an empty value: identifier, IP; snapshot time, encryption scope, and the five headers that a SAS can set.
    private byte[] Sign(string permissions, string start, string end, string protocol, string version) => HMACSHA256.HashData(
        account.Key,
        Encoding.UTF8.GetBytes(
            $"{permissions}\n{start}\n{end}\n/blob/{account.Name}/{account.Container}\n\n\n{protocol}\n{version}\nc\n\n\n\n\n\n\n"));
}
