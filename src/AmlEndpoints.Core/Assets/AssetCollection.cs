using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure.Core;

namespace AmlEndpoints.Assets;

/// <summary>
/// Assets of one kind, which all have the same operations: containers by name, and versions in them (spec/mfe.json, ModelContainers_*,
/// ModelVersions_*, EnvironmentVersions_*, CodeVersions_*).
/// </summary>
/// <param name="client">The workspace.</param>
/// <param name="collection">The name in addresses: models.</param>
/// <param name="noun">The name in messages: model.</param>
internal sealed class AssetCollection(ServiceClient client, string collection, string noun)
{
    // As often as azure-ai-ml tries (MAX_AUTOINCREMENT_ATTEMPTS).
    private const int Attempts = 3;

    /// <summary>The name in messages.</summary>
    public string Noun => noun;

    /// <summary>The ARM id of a version.</summary>
    public string IdOf(string name, string version) => client.Address.IdOf(collection, name, "versions", version);

    /// <summary>The ARM id that a deployment takes for <c>name:1</c> or <c>name@latest</c>. What is an id already, or <c>azureml://registries/…</c>, is for the service to resolve.</summary>
    /// <exception cref="AmlServiceException">The text names no version, or there is none.</exception>
    public async Task<string> ResolveAsync(string text, CancellationToken cancellationToken)
    {
        if (AssetReference.IsId(text, out string id))
        {
            return id;
        }

        return AssetReference.Parse(text, noun) switch
        {
            { Version: { } version } reference => IdOf(reference.Name, version),
            { IsLatest: true } reference => (await GetAsync(reference, AssetView.ActiveOnly, cancellationToken).ConfigureAwait(false)).Text("id") ?? "",
            AssetReference reference => throw new AmlServiceException(
                ServiceErrors.InvalidArgument, $"use the {noun} '{text}'", $"it is not said which version of it. Write '{reference.Name}@latest' or, say, '{reference.Name}:1'."),
        };
    }

    /// <summary>Gets a version, or null when there is none.</summary>
    public Task<JsonObject?> TryGetAsync(string name, string version, CancellationToken cancellationToken) =>
        client.TryGetAsync($"get the {noun} '{name}:{version}'", VersionPath(name, version), cancellationToken);

    /// <summary>Gets a version; without one, the latest.</summary>
    public async Task<JsonObject> GetAsync(AssetReference reference, AssetView view, CancellationToken cancellationToken)
    {
        if (reference.Version is { } version)
        {
            return await client.GetAsync($"get the {noun} '{reference}'", VersionPath(reference.Name, version), cancellationToken).ConfigureAwait(false);
        }

        return await TryGetLatestAsync(reference.Name, view, cancellationToken).ConfigureAwait(false)
            ?? throw new AmlServiceException(ServiceErrors.NotFound, $"get the {noun} '{reference.Name}'", $"there is no version of it{(view == AssetView.ActiveOnly ? " that is not archived" : "")}. Check the name, and that you are connected to the right workspace.", 404);
    }

    /// <summary>Gets the latest version, or null when there is none: the one created last, whatever its number, as for azure-ai-ml.</summary>
    public async Task<JsonObject?> TryGetLatestAsync(string name, AssetView view, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (JsonObject json in ListVersionsAsync(name, view, [("$orderBy", "createdtime desc"), ("$top", "1")], cancellationToken).ConfigureAwait(false))
            {
                return json;
            }
        }
        catch (AmlServiceException error) when (error.Status == 404)
        {
            // A service may answer so when the name has no versions.
        }

        return null;
    }

    /// <summary>Lists the versions of an asset, the last created first.</summary>
    public IAsyncEnumerable<JsonObject> ListVersionsAsync(string name, AssetView view, CancellationToken cancellationToken) =>
        ListVersionsAsync(name, view, [("$orderBy", "createdtime desc")], cancellationToken);

    /// <summary>Lists the containers.</summary>
    public IAsyncEnumerable<JsonObject> ListAsync(AssetView view, CancellationToken cancellationToken) =>
        client.ListAsync($"list the {noun}s", [collection], [("listViewType", view.ToString())], cancellationToken);

    /// <summary>Gets the container, or null when there is none.</summary>
    public Task<JsonObject?> TryGetContainerAsync(string name, CancellationToken cancellationToken) =>
        client.TryGetAsync($"get the {noun} '{name}'", [collection, name], cancellationToken);

    /// <summary>Creates or changes a version.</summary>
    public Task<JsonObject> PutAsync(string purpose, string name, string version, JsonObject body, CancellationToken cancellationToken) =>
        PutAsync(purpose, VersionPath(name, version), body, cancellationToken);

    /// <summary>Changes the container.</summary>
    public Task<JsonObject> PutContainerAsync(string purpose, string name, JsonObject body, CancellationToken cancellationToken) =>
        PutAsync(purpose, [collection, name], body, cancellationToken);

    /// <summary>Creates the next version; the service counts them.</summary>
    public async Task<JsonObject> PutNextAsync(string name, JsonObject body, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            string version = await NextVersionAsync(name, cancellationToken).ConfigureAwait(false);
            try
            {
                return await PutAsync($"create the {noun} '{name}:{version}'", name, version, body, cancellationToken).ConfigureAwait(false);
            }
            catch (AmlServiceException error) when (attempt < Attempts && IsTaken(error))
            {
                // Somebody else created this version in between.
            }
        }
    }

    /// <summary>The version that comes next: 1 for a name that is new.</summary>
    public async Task<string> NextVersionAsync(string name, CancellationToken cancellationToken) =>
        (await TryGetContainerAsync(name, cancellationToken).ConfigureAwait(false)).Member("properties").Text("nextVersion") ?? "1";

    /// <summary>Deletes a version, or the asset with all of them.</summary>
    /// <exception cref="AmlServiceException">There is none; the service does not mind, but the caller's name may be wrong.</exception>
    public async Task DeleteAsync(string name, string? version, CancellationToken cancellationToken)
    {
        string purpose = version is null ? $"delete all versions of the {noun} '{name}'" : $"delete the {noun} '{name}:{version}'";
        ServiceRequest request = new(RequestMethod.Delete, purpose, version is null ? [collection, name] : VersionPath(name, version));
        ServiceResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Status == 204)
        {
            throw new AmlServiceException(ServiceErrors.NotFound, purpose, "it does not exist. Check the name, and that you are connected to the right workspace.", 404);
        }
    }

    private IAsyncEnumerable<JsonObject> ListVersionsAsync(string name, AssetView view, IReadOnlyList<(string, string?)> query, CancellationToken cancellationToken) =>
        client.ListAsync($"list the versions of the {noun} '{name}'", [collection, name, "versions"], [.. query, ("listViewType", view.ToString())], cancellationToken);

    private async Task<JsonObject> PutAsync(string purpose, IReadOnlyList<string> path, JsonObject body, CancellationToken cancellationToken)
    {
        ServiceResponse response = await client.SendAsync(new ServiceRequest(RequestMethod.Put, purpose, path) { Body = body }, cancellationToken).ConfigureAwait(false);
        return response.Body ?? throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, "the service answered without the resource. Look whether it is there before you try again.", response.Status);
    }

    // A version that exists keeps its files (seen with azure-ai-ml: "Asset paths cannot be updated.").
    private static bool IsTaken(AmlServiceException error) =>
        error.Status == 409 || (error.Status == 400 && error.Problem.Contains("cannot be updated", StringComparison.OrdinalIgnoreCase));

    private string[] VersionPath(string name, string version) => [collection, name, "versions", version];
}
