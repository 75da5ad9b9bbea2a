using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Blobs;
using AmlEndpoints.LocalServer.Datastores;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Assets;

/// <summary>
/// Models as folders on disk: a version's blobs are copied there once, and all its deployments share the folder. Its name is made of the blobs' ETags, so that
/// other content is another folder.
/// </summary>
internal sealed class ModelFiles(BlobStore blobs, BlobAccount account, string folder)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _copies = new(StringComparer.Ordinal);

    /// <summary>The path of a folder that <see cref="FetchAsync"/> named.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Puts the model of a deployment on the disk.</summary>
    /// <param name="model">The model's version.</param>
    /// <param name="deployment">The deployment's properties.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The folder's name, or that of the file in it when the model is one.</returns>
    /// <exception cref="ArmException">The model is none that this server can load.</exception>
    public async Task<string> FetchAsync(Resource model, JsonObject deployment, DeploymentLog log, CancellationToken cancellationToken)
    {
        JsonObject properties = model.ToJson().Object("properties");
        string label = $"{model.Collection.Split('/')[1]}:{model.Name}";
        if (deployment["codeConfiguration"] is not null)
        {
            throw ArmErrors.NotSupported("a scoring script (code_configuration)");
        }

        string uri = properties.Text("modelUri") ?? throw ArmErrors.Invalid($"The model {label} has no files: 'modelUri' is missing.");
        string prefix = AssetPath.PrefixOf(uri, DatastoreRoutes.Name, account.Container) ?? throw ArmErrors.Invalid($"The files of the model {label} are at {uri}, where the local workspace cannot reach them.");
        List<(string Path, BlobProperties Blob)> files = FilesBelow(prefix);
        if (files.Count == 0)
        {
            throw ArmErrors.Invalid($"The model {label} has no files: there is nothing at {uri}.");
        }

        string name = NameOf(files);
        if (!Directory.Exists(PathOf(name)))
        {
            // Several deployments of a model may begin at once; they wait for one copy.
            log.Write(ContainerType.StorageInitializer, LogLevel.Information, $"Fetching {files.Count} files of the model {label}");
            try
            {
                await _copies.GetOrAdd(name, _ => new Lazy<Task>(() => CopyAsync(files, PathOf(name), cancellationToken))).Value;
            }
            finally
            {
                _copies.TryRemove(name, out _);
            }
        }

        log.Write(ContainerType.StorageInitializer, LogLevel.Information, $"The model {label} is there");
        return files.Count == 1 && files[0].Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? $"{name}/{files[0].Path}" : name;
    }

    /// <summary>The blobs of an asset with their paths in it.</summary>
    public List<(string Path, BlobProperties Blob)> FilesBelow(string prefix) =>
        blobs.Find(prefix) is { } file ? [(prefix[(prefix.LastIndexOf('/') + 1)..], file)]
        : [.. blobs.List(prefix + "/").Select(blob => (blob.Name[(prefix.Length + 1)..], blob))];

    private async Task CopyAsync(List<(string Path, BlobProperties Blob)> files, string target, CancellationToken cancellationToken)
    {
        // Another deployment may have ended its copy since this one looked.
        if (Directory.Exists(target))
        {
            return;
        }

        string temporary = $"{target}.new";
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }

        foreach ((string path, BlobProperties blob) in files)
        {
            string file = Path.GetFullPath(Path.Combine(temporary, path));
            if (!file.StartsWith(temporary + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw ArmErrors.Invalid($"The model has a file '{path}', which does not stay in its folder.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using Stream from = blobs.OpenRead(blob);
            await using FileStream to = new(file, FileMode.CreateNew);
            await from.CopyToAsync(to, cancellationToken);
            to.Flush(flushToDisk: true);
        }

        Directory.Move(temporary, target);
    }

    private static string NameOf(List<(string Path, BlobProperties Blob)> files)
    {
        string content = string.Join('\n', files.Select(file => $"{file.Path} {file.Blob.ETag}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)), 0, 16).ToLowerInvariant();
    }
}
