using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Online;

/// <summary>The two keys of each endpoint, apart from the endpoint itself, which never shows them.</summary>
internal sealed class EndpointKeys(ResourceStore store)
{
    private const string Collection = "endpointKeys";
    private const int KeyBytes = 48;

    /// <summary>The keys as <c>listKeys</c> gives them: <c>primaryKey</c> and <c>secondaryKey</c>.</summary>
    public JsonObject Of(string endpoint) => store.Find(Collection, endpoint)!.ToJson();

    /// <summary>Makes the keys of a new endpoint; those that the request brought, if it did (<c>properties.keys</c>).</summary>
    public static void Create(ResourceStore.Batch batch, string endpoint, JsonObject? given, DateTimeOffset now) =>
        batch.Put(new Resource(Collection, endpoint, [], now, now).With(new JsonObject
        {
            ["primaryKey"] = given?.Text("primaryKey") is { Length: > 0 } primary ? primary : WorkspaceIdentity.NewSecret(KeyBytes),
            ["secondaryKey"] = given?.Text("secondaryKey") is { Length: > 0 } secondary ? secondary : WorkspaceIdentity.NewSecret(KeyBytes),
        }));

    /// <summary>Makes one key anew.</summary>
    /// <param name="batch">The change.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name"><c>primaryKey</c> or <c>secondaryKey</c>.</param>
    /// <param name="value">What it becomes; a random one when null or what it is already: azure-ai-ml sends the present key.</param>
    public void Regenerate(ResourceStore.Batch batch, string endpoint, string name, string? value)
    {
        Resource resource = store.Find(Collection, endpoint)!;
        JsonObject keys = resource.ToJson();
        keys[name] = string.IsNullOrEmpty(value) || value == keys.Text(name) ? WorkspaceIdentity.NewSecret(KeyBytes) : value;
        batch.Put(resource.With(keys));
    }

    /// <summary>Deletes the keys with their endpoint.</summary>
    public void Delete(ResourceStore.Batch batch, string endpoint)
    {
        if (store.Find(Collection, endpoint) is { } keys)
        {
            batch.Delete(keys);
        }
    }
}
