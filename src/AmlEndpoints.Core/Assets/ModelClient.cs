using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>Registers, finds, changes, deletes and downloads models of a workspace.</summary>
/// <param name="connection">The workspace.</param>
public sealed class ModelClient(WorkspaceConnection connection)
{
    private readonly AssetCollection _models = new(connection.Client, "models", "model");

    /// <summary>Whether a reference is for one version: <c>name:1</c> or <c>name@latest</c>, and not <c>name</c> alone.</summary>
    /// <exception cref="AmlServiceException">It is no reference.</exception>
    public static bool NamesVersion(string reference) => AssetReference.Parse(reference, "model") is { Version: not null } or { IsLatest: true };

    /// <summary>Uploads the files, unless the datastore has them, and creates a version.</summary>
    /// <exception cref="AmlServiceException">The version exists, or the service refuses it.</exception>
    /// <exception cref="AmlFileException">The files cannot be read, or are not what the type says.</exception>
    public async Task<ModelVersion> RegisterAsync(ModelRegistration model, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        AssetNames.Check(_models.Noun, model.Name, model.Version);
        _ = model.ResolveType();
        await RefuseExistingAsync(model, cancellationToken).ConfigureAwait(false);
        string uri = model.IsAddress ? model.Path : await UploadAsync(model, progress, cancellationToken).ConfigureAwait(false);
        JsonObject body = model.ToBody(uri).Json;
        return new ModelVersion(model.Version is { } version
            ? await _models.PutAsync($"create the model '{model.Name}:{version}'", model.Name, version, body, cancellationToken).ConfigureAwait(false)
            : await _models.PutNextAsync(model.Name, body, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gets a model.</summary>
    /// <param name="reference"><c>name:1</c>; <c>name</c> and <c>name@latest</c> for the version that was created last.</param>
    /// <param name="view">Among which versions the latest is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<ModelVersion> GetAsync(string reference, AssetView view = AssetView.ActiveOnly, CancellationToken cancellationToken = default) =>
        new(await _models.GetAsync(AssetReference.Parse(reference, _models.Noun), view, cancellationToken).ConfigureAwait(false));

    /// <summary>Gets a version, <c>name:1</c>, or null when there is none.</summary>
    public async Task<ModelVersion?> TryGetAsync(string reference, CancellationToken cancellationToken = default) =>
        AssetReference.Parse(reference, _models.Noun) is { Version: { } version } parsed
        && await _models.TryGetAsync(parsed.Name, version, cancellationToken).ConfigureAwait(false) is { } json ? new ModelVersion(json) : null;

    /// <summary>The ARM id that a deployment takes for <c>name:1</c> or <c>name@latest</c>; an id, or <c>azureml://registries/…</c>, stays as it is.</summary>
    public Task<string> ResolveAsync(string reference, CancellationToken cancellationToken = default) => _models.ResolveAsync(reference, cancellationToken);

    /// <summary>Gets the version of a model that was created last, or null when there is none.</summary>
    public async Task<ModelVersion?> TryGetLatestAsync(string name, AssetView view = AssetView.ActiveOnly, CancellationToken cancellationToken = default) =>
        await _models.TryGetLatestAsync(name, view, cancellationToken).ConfigureAwait(false) is { } json ? new ModelVersion(json) : null;

    /// <summary>Lists the names of the models.</summary>
    public async IAsyncEnumerable<string> ListNamesAsync(AssetView view = AssetView.ActiveOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (JsonObject json in _models.ListAsync(view, cancellationToken).ConfigureAwait(false))
        {
            yield return json.Text("name") ?? "";
        }
    }

    /// <summary>Lists the versions of a model, the last created first.</summary>
    public async IAsyncEnumerable<ModelVersion> ListVersionsAsync(string name, AssetView view = AssetView.ActiveOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (JsonObject json in _models.ListVersionsAsync(name, view, cancellationToken).ConfigureAwait(false))
        {
            yield return new ModelVersion(json);
        }
    }

    /// <summary>Changes a version: the body replaces all of it but its files (<see cref="ResourceBody.Of"/>).</summary>
    public async Task<ModelVersion> UpdateAsync(string name, string version, ResourceBody body, CancellationToken cancellationToken = default) =>
        new(await _models.PutAsync($"change the model '{name}:{version}'", name, version, body.Json, cancellationToken).ConfigureAwait(false));

    /// <summary>Archives or restores the model with all its versions, as <c>az ml model archive</c> without a version does.</summary>
    public async Task ArchiveAllAsync(string name, bool isArchived, CancellationToken cancellationToken = default)
    {
        string purpose = $"{(isArchived ? "archive" : "restore")} the model '{name}'";
        JsonObject json = await _models.TryGetContainerAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new AmlServiceException(ServiceErrors.NotFound, purpose, "there is no such model. Check the name, and that you are connected to the right workspace.", 404);
        ResourceBody body = ResourceBody.From(json).Set(isArchived, "properties", "isArchived");
        await _models.PutContainerAsync(purpose, name, body.Json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a version; the files stay, as other assets may have the same.</summary>
    public Task DeleteAsync(string name, string version, CancellationToken cancellationToken = default) => _models.DeleteAsync(name, version, cancellationToken);

    /// <summary>Deletes a model with all its versions; the files stay, as other assets may have the same.</summary>
    public Task DeleteAllAsync(string name, CancellationToken cancellationToken = default) => _models.DeleteAsync(name, null, cancellationToken);

    /// <summary>Downloads the files of a model into a folder, which appears when all of them are there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">The folder to make. A model of one file comes into it under its name.</param>
    /// <param name="overwrite">Whether a folder that is there is replaced; an empty one always is.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the download; nothing of it stays.</param>
    public async Task DownloadAsync(ModelVersion model, string destination, bool overwrite, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (File.Exists(destination) || (!overwrite && Directory.Exists(destination) && Directory.EnumerateFileSystemEntries(destination).Any()))
        {
            throw new AmlFileException(FileErrors.Exists, "it exists. Give another folder, or replace this one with -Force.", destination);
        }

        DatastoreUri uri = DatastoreUri.Parse(model.ModelUri)
            ?? throw new AmlServiceException(ServiceErrors.InvalidState, $"download the model '{model}'", $"its files are not in a datastore but at '{model.ModelUri}'. Get them from there.");
        DatastoreClient datastores = new(connection);
        Datastore datastore = await datastores.GetAsync(uri.DatastoreName, cancellationToken).ConfigureAwait(false);
        BlobStore store = await datastores.OpenAsync(datastore, cancellationToken).ConfigureAwait(false);
        await new BlobDownload(store, progress).RunAsync(uri.Path, destination, cancellationToken).ConfigureAwait(false);
    }

    private async Task RefuseExistingAsync(ModelRegistration model, CancellationToken cancellationToken)
    {
        if (model.Version is { } version && await _models.TryGetAsync(model.Name, version, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new AmlServiceException(
                ServiceErrors.Exists, $"create the model '{model.Name}:{version}'", "this version exists, and the files of a version cannot be changed. Give another version or none, which takes the next; tags and description are changed with Set-AmlModel.", 409);
        }
    }

    private async Task<string> UploadAsync(ModelRegistration model, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        UploadSource source = await UploadSource.ReadAsync(model.Path, progress, cancellationToken).ConfigureAwait(false);
        // The mark on the files names the version; one that the service is yet to count is marked with what comes next.
        string version = model.Version ?? await _models.NextVersionAsync(model.Name, cancellationToken).ConfigureAwait(false);
        UploadedContent content = await AssetUpload.RunAsync(connection, source, (model.Name, version), progress, cancellationToken).ConfigureAwait(false);
        return new DatastoreUri(content.DatastoreName, content.Path).In(connection.Address);
    }
}
