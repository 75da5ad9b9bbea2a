using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>Registers folders of code that deployments run.</summary>
/// <param name="connection">The workspace.</param>
public sealed class CodeClient(WorkspaceConnection connection)
{
    private readonly AssetCollection _codes = new(connection.Client, "codes", "code");

    /// <summary>Uploads a folder, unless the datastore has its content, and gives the asset; the same content gives the same one.</summary>
    /// <exception cref="AmlFileException">The folder cannot be read.</exception>
    /// <exception cref="AmlServiceException">The service refuses it or does not answer.</exception>
    public async Task<CodeVersion> RegisterAsync(string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        UploadSource source = await UploadSource.ReadAsync(path, progress, cancellationToken).ConfigureAwait(false);
        UploadedContent content = await AssetUpload.RunAsync(connection, source, (Guid.NewGuid().ToString(), "1"), progress, cancellationToken).ConfigureAwait(false);
        (string name, string version) = content.Asset;
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["hash_sha256"] = await Task.Run(() => CodeHash.Compute(source, cancellationToken), cancellationToken).ConfigureAwait(false),
                    ["hash_version"] = CodeHash.Version,
                },
                ["isAnonymous"] = true,
                ["isArchived"] = false,
                ["codeUri"] = content.Uri.AbsoluteUri,
            },
        };
        JsonObject? present = await _codes.TryGetAsync(name, version, cancellationToken).ConfigureAwait(false);
        if (present is not null && !HasContent(present, content))
        {
            // The files were first uploaded for another kind of asset, and its name is a code asset's too.
            (name, version, present) = (Guid.NewGuid().ToString(), "1", null);
        }

        return new CodeVersion(present ?? await _codes.PutAsync($"create the code asset of '{source.Path}'", name, version, body, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The ARM id that a deployment takes for <c>name:1</c>; an id stays as it is.</summary>
    public Task<string> ResolveAsync(string reference, CancellationToken cancellationToken = default) => _codes.ResolveAsync(reference, cancellationToken);

    private static bool HasContent(JsonObject json, UploadedContent content) =>
        new CodeVersion(json).CodeUri?.TrimEnd('/').EndsWith(content.Uri.AbsolutePath, StringComparison.Ordinal) ?? false;
}
