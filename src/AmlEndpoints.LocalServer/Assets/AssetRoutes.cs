using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>Containers and versions of one kind of asset (spec/mfe.json: ModelContainers_*, ModelVersions_* and their twins). All are synchronous.</summary>
internal sealed partial class AssetRoutes(AssetKind kind, ResourceStore store, WorkspaceIdentity workspace, TimeProvider time, AssetUsers users)
{
    public void Map(ArmRoutes routes)
    {
        string container = $"{kind.Collection}/{{name}}";
        string version = $"{container}/versions/{{version}}";
        routes.Map("GET", kind.Collection, ListContainers);
        routes.Map("GET", container, GetContainer);
        routes.Map("PUT", container, PutContainerAsync);
        routes.Map("DELETE", container, DeleteContainer);
        routes.Map("GET", $"{container}/versions", ListVersions);
        routes.Map("GET", version, GetVersion);
        routes.Map("PUT", version, PutVersionAsync);
        routes.Map("DELETE", version, DeleteVersion);
        routes.Map("POST", $"{version}/publish", ArmAnswer (_) => throw ArmErrors.NotSupported("publishing to a registry"));
    }

    private ArmAnswer ListContainers(ArmRequest request) =>
        ArmList.Page(request, AssetFilter.Select(request, store.List(kind.Collection).OrderBy(item => item.Name, StringComparer.Ordinal)), "count");

    private ArmAnswer GetContainer(ArmRequest request) => ArmAnswer.Ok(Container(request.Segment("name")));

    private async Task<ArmAnswer> PutContainerAsync(ArmRequest request)
    {
        string name = RequireName(request.Segment("name"));
        JsonObject body = await request.ReadBodyAsync();
        bool isNew = true;
        store.Write(batch =>
        {
            isNew = store.Find(kind.Collection, name) is null;
            batch.Put(MakeContainer(name, body, [.. store.List(kind.VersionsOf(name))]));
        });
        return new ArmAnswer(isNew ? 201 : 200, Container(name).Body);
    }

    private ArmAnswer DeleteContainer(ArmRequest request)
    {
        string name = request.Segment("name");
        bool found = false;
        store.Write(batch =>
        {
            if (store.Find(kind.Collection, name) is { } container)
            {
                found = true;
                foreach (Resource version in store.List(kind.VersionsOf(name)))
                {
                    users.ThrowIfUsed(kind, version);
                    batch.Delete(version);
                }

                batch.Delete(container);
            }
        });
        return found ? new ArmAnswer(200, default) : ArmAnswer.NoContent();
    }

    private ArmAnswer ListVersions(ArmRequest request)
    {
        string name = Container(request.Segment("name")).Name;
        IEnumerable<Resource> versions = AssetFilter.Order(request, store.List(kind.VersionsOf(name)));
        return ArmList.Page(request, AssetFilter.Select(request, versions).Skip(request.QueryNumber("offset") ?? 0), "$top");
    }

    private ArmAnswer GetVersion(ArmRequest request) => ArmAnswer.Ok(Version(request.Segment("name"), request.Segment("version")));

    private async Task<ArmAnswer> PutVersionAsync(ArmRequest request)
    {
        string name = RequireName(request.Segment("name"));
        string version = RequireVersion(request.Segment("version"));
        JsonObject body = await request.ReadBodyAsync();
        bool isNew = true;
        store.Write(batch =>
        {
            Resource? old = store.Find(kind.VersionsOf(name), version);
            isNew = old is null;
            Resource made = MakeVersion(name, version, body, old);
            batch.Put(made);
            JsonObject container = store.Find(kind.Collection, name)?.ToJson() ?? new JsonObject { ["properties"] = new JsonObject() };
            batch.Put(MakeContainer(name, container, [.. store.List(kind.VersionsOf(name)).Where(item => item.Name != version), made]));
        });
        return new ArmAnswer(isNew ? 201 : 200, Version(name, version).Body);
    }

    private ArmAnswer DeleteVersion(ArmRequest request)
    {
        (string name, string version) = (request.Segment("name"), request.Segment("version"));
        bool found = false;
        store.Write(batch =>
        {
            if (store.Find(kind.VersionsOf(name), version) is { } resource)
            {
                found = true;
                users.ThrowIfUsed(kind, resource);
                batch.Delete(resource);
                batch.Put(MakeContainer(name, Container(name).ToJson(), [.. store.List(kind.VersionsOf(name)).Where(item => item.Name != version)]));
            }
        });
        return found ? new ArmAnswer(200, default) : ArmAnswer.NoContent();
    }

    private Resource Container(string name) => store.Find(kind.Collection, name) ?? throw ArmErrors.NotFound(kind.Name, name);

    private Resource Version(string name, string version) => store.Find(kind.VersionsOf(name), version) ?? throw ArmErrors.NotFound(kind.Name, $"{name}:{version}");

    private Resource MakeVersion(string name, string version, JsonObject body, Resource? old)
    {
        JsonObject properties = body.Object("properties");
        foreach (string map in (string[])["properties", "tags"])
        {
            properties.RequireTexts(map);
        }

        properties.Default("description", null);
        properties["isAnonymous"] = properties.Flag("isAnonymous");
        properties["isArchived"] = properties.Flag("isArchived");
        ThrowIfChanged(properties, old, $"{kind.Name} {name}:{version}");
        kind.Complete(properties);
        properties["provisioningState"] = "Succeeded";
        return Make(kind.VersionsOf(name), version, $"{kind.Type}/versions", body, old);
    }

    private void ThrowIfChanged(JsonObject properties, Resource? old, string label)
    {
        JsonObject? before = old?.ToJson().Object("properties");
        foreach (string name in before is null ? [] : kind.Fixed)
        {
            // What is not said again stays as it was.
            if (properties[name] is null)
            {
                properties[name] = before![name]?.DeepClone();
            }
            else if (before![name] is { } known && !JsonNode.DeepEquals(known, properties[name]) && !AssetPath.Same(known, properties[name]!))
            {
                throw name is "modelUri" or "codeUri" ? ArmErrors.PathChanged() : ArmErrors.Immutable(name, label);
            }
        }
    }

    private Resource MakeContainer(string name, JsonObject body, IReadOnlyCollection<Resource> versions)
    {
        JsonObject properties = body.Object("properties");
        foreach (string map in (string[])["properties", "tags"])
        {
            properties.RequireTexts(map);
        }

        properties.Default("description", null);
        properties["isArchived"] = properties.Flag("isArchived");
        properties["latestVersion"] = versions.MaxBy(version => version.CreatedAt)?.Name;
        BigInteger highest = versions.Select(version => BigInteger.TryParse(version.Name, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number) ? number : 0).DefaultIfEmpty().Max();
        properties["nextVersion"] = (highest + 1).ToString(CultureInfo.InvariantCulture);
        properties["provisioningState"] = "Succeeded";
        return Make(kind.Collection, name, kind.Type, body, store.Find(kind.Collection, name));
    }

    private Resource Make(string collection, string name, string type, JsonObject body, Resource? old)
    {
        DateTimeOffset now = time.GetUtcNow();
        Resource resource = new(collection, name, [], old?.CreatedAt ?? now, now);
        return resource.With(ResourceJson.Envelope(body, workspace.IdOf(resource), name, type, resource.CreatedAt, now, authors: true));
    }

    private string RequireName(string name) => ResourceNames.ProblemOfAsset(name) is null ? name
        : throw ArmErrors.InvalidName($"a {kind.Name}", name, "it begins with a letter or a digit, then letters, digits, - and _ follow, at most 255 in all.");

    private static string RequireVersion(string version) => VersionPattern().IsMatch(version) ? version
        : throw ArmErrors.InvalidName("a version", version, "it begins with a letter or a digit, then letters, digits, -, _ and . follow, at most 255 in all.");

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9\-_.]{0,254}\z")]
    private static partial Regex VersionPattern();
}
