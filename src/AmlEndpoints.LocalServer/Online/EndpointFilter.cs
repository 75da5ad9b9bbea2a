using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>The filters and orders of the list of endpoints (OnlineEndpoints_List in spec/mfe.json).</summary>
internal static class EndpointFilter
{
    public static IEnumerable<Resource> Select(ArmRequest request, IEnumerable<Resource> endpoints)
    {
        string? name = request.Query("name");
        string? compute = request.Query("computeType");
        string[] tags = request.QueryList("tags");
        string[] properties = request.QueryList("properties");
        IEnumerable<Resource> found = endpoints.Where(endpoint =>
        {
            JsonObject body = endpoint.ToJson();
            return (name is null || endpoint.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                && (compute is null || compute.Equals("Managed", StringComparison.OrdinalIgnoreCase))
                && Array.TrueForAll(tags, body.Object("tags").Has)
                && Array.TrueForAll(properties, body.Object("properties").Object("properties").Has);
        });
        return request.Query("orderBy")?.ToLowerInvariant() switch
        {
            null or "" or "createdatdesc" => found.OrderByDescending(endpoint => endpoint.CreatedAt),
            "createdatasc" => found.OrderBy(endpoint => endpoint.CreatedAt),
            "updatedatdesc" => found.OrderByDescending(endpoint => endpoint.ModifiedAt),
            "updatedatasc" => found.OrderBy(endpoint => endpoint.ModifiedAt),
            string other => throw ArmErrors.Invalid($"'orderBy' takes CreatedAtDesc, CreatedAtAsc, UpdatedAtDesc or UpdatedAtAsc, not '{other}'."),
        };
    }
}
