using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>Finds and registers environments of a workspace, as far as deployments need it.</summary>
/// <param name="connection">The workspace.</param>
public sealed class EnvironmentClient(WorkspaceConnection connection)
{
    private readonly AssetCollection _environments = new(connection.Client, "environments", "environment");

    /// <summary>Gets an environment.</summary>
    /// <param name="reference"><c>name:1</c>; <c>name</c> and <c>name@latest</c> for the version that was created last.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<EnvironmentVersion> GetAsync(string reference, CancellationToken cancellationToken = default) =>
        new(await _environments.GetAsync(AssetReference.Parse(reference, _environments.Noun), AssetView.ActiveOnly, cancellationToken).ConfigureAwait(false));

    /// <summary>The ARM id that a deployment takes for <c>name:1</c> or <c>name@latest</c>; an id, or <c>azureml://registries/…</c>, stays as it is.</summary>
    public Task<string> ResolveAsync(string reference, CancellationToken cancellationToken = default) => _environments.ResolveAsync(reference, cancellationToken);

    /// <summary>Creates a version, or gives the one there is: an environment's content cannot be changed.</summary>
    /// <param name="name">The environment's name.</param>
    /// <param name="version">The version; null for the next one.</param>
    /// <param name="body">The resource, with <c>image</c>, <c>condaFile</c> … in its <c>properties</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<EnvironmentVersion> RegisterAsync(string name, string? version, ResourceBody body, CancellationToken cancellationToken = default)
    {
        AssetNames.Check(_environments.Noun, name, version);
        return new EnvironmentVersion(version is null
            ? await _environments.PutNextAsync(name, body.Json, cancellationToken).ConfigureAwait(false)
            : await _environments.TryGetAsync(name, version, cancellationToken).ConfigureAwait(false)
                ?? await _environments.PutAsync($"create the environment '{name}:{version}'", name, version, body.Json, cancellationToken).ConfigureAwait(false));
    }
}
