using System.Globalization;
using System.Text;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>What a List Blobs request asks for.</summary>
/// <param name="Prefix">What the names begin with.</param>
/// <param name="Delimiter">Names that have it behind the prefix are given once, up to it; empty for all names.</param>
/// <param name="Marker">Where an earlier page ended, as this server gave it.</param>
/// <param name="MaxResults">The size of a page.</param>
/// <param name="WithMetadata">Whether the metadata are wanted.</param>
internal sealed record BlobListing(string Prefix, string Delimiter, string Marker, int MaxResults, bool WithMetadata)
{
    private const int MaximumResults = 5000;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="BlobException">400 for a wrong value, 501 for something to include that this server does not have.</exception>
    public static BlobListing Of(BlobRequest request)
    {
        string[] include = request.Http.Query["include"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (include.FirstOrDefault(item => !item.Equals("metadata", StringComparison.OrdinalIgnoreCase)) is string unknown)
        {
            throw BlobErrors.NotImplemented($"include={unknown} in a list");
        }

        int results = MaximumResults;
        if (request.Parameter("maxresults") is string text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out results) || results == 0))
        {
            throw BlobErrors.OutOfRangeQueryParameterValue("maxresults", $"1 to {MaximumResults}");
        }

        return new BlobListing(
            request.Parameter("prefix") ?? "", request.Parameter("delimiter") ?? "", request.Parameter("marker") ?? "",
            Math.Min(results, MaximumResults), include.Length > 0);
    }

    /// <summary>The page: blobs and prefixes in the order of their names, and the marker of the next page or null.</summary>
    public (IReadOnlyList<BlobListingItem> Items, string? NextMarker) Find(BlobStore store)
    {
        List<BlobListingItem> items = [];
        string after = Decode(Marker);
        string? inside = null;
        while (true)
        {
            // One more than fits: whether there is a next page.
            List<BlobProperties> blobs = store.Page(Prefix, after, MaxResults + 1 - items.Count);
            if (blobs.Count == 0)
            {
                return (items, null);
            }

            foreach (BlobProperties blob in blobs)
            {
                if (inside is not null && blob.Name.StartsWith(inside, StringComparison.Ordinal))
                {
                    continue;
                }

                if (items.Count == MaxResults)
                {
                    return (items, Encode(after));
                }

                BlobListingItem item = ItemOf(blob);
                items.Add(item);
                inside = item.Blob is null ? item.Name : null;

                // What else begins with a common prefix is in it: the next page begins behind all that.
                after = item.Blob is null ? item.Name + BlobName.Last : item.Name;
            }
        }
    }

    private BlobListingItem ItemOf(BlobProperties blob)
    {
        int end = Delimiter.Length == 0 ? -1 : blob.Name.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
        return end < 0 ? new BlobListingItem(blob.Name, blob) : new BlobListingItem(blob.Name[..(end + Delimiter.Length)], null);
    }

    private static string Encode(string after) => Convert.ToBase64String(Encoding.UTF8.GetBytes(after));

    private static string Decode(string marker)
    {
        byte[] bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out int length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw BlobErrors.InvalidQueryParameterValue("marker", "it must be the NextMarker of an earlier list.");
    }
}

/// <summary>An entry of a list: a blob, or the common beginning of several.</summary>
internal sealed record BlobListingItem(string Name, BlobProperties? Blob);
