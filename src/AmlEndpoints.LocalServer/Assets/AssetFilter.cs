using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>The filters and orders of lists (the query parameters of ModelVersions_List in spec/mfe.json).</summary>
internal static class AssetFilter
{
    /// <summary>The items that the query asks for.</summary>
    public static IEnumerable<Resource> Select(ArmRequest request, IEnumerable<Resource> items)
    {
        bool? archived = request.Query("listViewType")?.ToLowerInvariant() switch
        {
            null or "" or "activeonly" => false,
            "archivedonly" => true,
            "all" => null,
            string other => throw ArmErrors.Invalid($"'listViewType' takes ActiveOnly, ArchivedOnly or All, not '{other}'."),
        };
        string? version = request.Query("version");
        string[] tags = request.QueryList("tags");
        string[] properties = request.QueryList("properties");
        string? description = request.Query("description");
        string? hash = request.Query("hash");
        return items.Where(item =>
        {
            JsonObject values = item.ToJson().Object("properties");
            return (archived is null || values.Flag("isArchived") == archived)
                && (version is null || item.Name == version)
                && (description is null || values.Text("description")?.Contains(description, StringComparison.OrdinalIgnoreCase) == true)
                && (hash is null || values.Object("properties").Text("hash_sha256") == hash)
                && Array.TrueForAll(tags, values.Object("tags").Has)
                && Array.TrueForAll(properties, values.Object("properties").Has);
        });
    }

    /// <summary>The versions in the order asked for; the newest first when none is.</summary>
    public static IEnumerable<Resource> Order(ArmRequest request, IEnumerable<Resource> items)
    {
        string[] order = (request.Query("$orderBy") is { Length: > 0 } asked ? asked : "createdtime desc").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool descending = order.Length > 1 && order[1].Equals("desc", StringComparison.OrdinalIgnoreCase);
        Func<Resource, DateTimeOffset> key = order.ElementAtOrDefault(0)?.ToLowerInvariant() is "modifiedtime" or "updatedtime" ? item => item.ModifiedAt : item => item.CreatedAt;
        return descending ? items.OrderByDescending(key) : items.OrderBy(key);
    }
}
