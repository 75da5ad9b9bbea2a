using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;
using AmlEndpoints.Yaml;

namespace AmlEndpoints.Assets;

/// <summary>Registers what YAML files describe in place, and finds what they name, so that a deployment can be created from them.</summary>
/// <param name="connection">The workspace.</param>
public sealed class SpecAssets(WorkspaceConnection connection)
{
    // As azure-ai-ml calls environments that have no name.
    private const string AnonymousEnvironment = "CliV2AnonymousEnvironment";

    /// <summary>The body of a deployment file, with the ids of its assets.</summary>
    /// <param name="spec">The file.</param>
    /// <param name="progress">Told how far uploads are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AmlServiceException">An asset is not there, or the service refuses it.</exception>
    public async Task<ResourceBody> ResolveAsync(OnlineDeploymentSpec spec, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ResourceBody body = new(spec.Resource.DeepClone().AsObject());
        if (spec.Model is { } model)
        {
            body.Set(await ResolveModelAsync(model, progress, cancellationToken).ConfigureAwait(false), "properties", "model");
        }

        if (spec.Environment is { } environment)
        {
            body.Set(await ResolveEnvironmentAsync(environment, progress, cancellationToken).ConfigureAwait(false), "properties", "environmentId");
        }

        if (spec.Code is { } code)
        {
            string id = code.Path is { } path
                ? (await new CodeClient(connection).RegisterAsync(path, progress, cancellationToken).ConfigureAwait(false)).Id
                : await IdAsync("codes", code.Reference!, cancellationToken).ConfigureAwait(false);
            body.Set(id, "properties", "codeConfiguration", "codeId").Set(code.ScoringScript, "properties", "codeConfiguration", "scoringScript");
        }

        return body;
    }

    /// <summary>What a model file says to register, with a name of one's own or the file's.</summary>
    /// <exception cref="AmlFileException">It says no path.</exception>
    public static ModelRegistration ToRegistration(ModelSpec spec, string name, string file) => new(name, spec.Path ?? throw new AmlFileException(FileErrors.SpecInvalid, "'path', where the model's files are, is missing.", file))
    {
        Version = spec.Version,
        Type = spec.Type,
        Body = BodyOf(spec.Properties),
    };

    private async Task<string> ResolveModelAsync(Yaml.AssetReference reference, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (reference.Model is not { } spec)
        {
            return await IdAsync("models", reference, cancellationToken).ConfigureAwait(false);
        }

        ModelClient models = new(connection);
        bool isAnonymous = spec.Name is null;
        string name = spec.Name ?? (spec.IsUri ? Hash(spec.Path!) : (await UploadSource.ReadAsync(spec.Path!, null, cancellationToken).ConfigureAwait(false)).Hash);
        ModelRegistration model = ToRegistration(spec, name, spec.Path!) with { Version = spec.Version ?? (isAnonymous ? "1" : null) };
        model.Body.Json.Object("properties")["isAnonymous"] = isAnonymous;
        ModelVersion? present = model.Version is null ? null : await models.TryGetAsync($"{name}:{model.Version}", cancellationToken).ConfigureAwait(false);
        return (present ?? await models.RegisterAsync(model, progress, cancellationToken).ConfigureAwait(false)).Id;
    }

    private async Task<string> ResolveEnvironmentAsync(Yaml.AssetReference reference, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (reference.Environment is not { } spec)
        {
            return await IdAsync("environments", reference, cancellationToken).ConfigureAwait(false);
        }

        ResourceBody body = BodyOf(spec.Properties);
        if (spec.BuildPath is { } context)
        {
            string uri = spec.IsUri ? context : await UploadContextAsync(context, progress, cancellationToken).ConfigureAwait(false);
            body.Set(uri, "properties", "build", "contextUri");
        }

        body.Json.Object("properties")["isAnonymous"] = spec.Name is null;
        string? version = spec.Name is null ? Hash(body.Json.ToJsonString()) : spec.Version;
        return (await new EnvironmentClient(connection).RegisterAsync(spec.Name ?? AnonymousEnvironment, version, body, cancellationToken).ConfigureAwait(false)).Id;
    }

    private async Task<string> UploadContextAsync(string path, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        UploadSource source = await UploadSource.ReadAsync(path, progress, cancellationToken).ConfigureAwait(false);
        return (await AssetUpload.RunAsync(connection, source, (AnonymousEnvironment, "1"), progress, cancellationToken).ConfigureAwait(false)).Uri.AbsoluteUri;
    }

    private async Task<string> IdAsync(string collection, Yaml.AssetReference reference, CancellationToken cancellationToken) =>
        reference.Id ?? await new Online.OnlineDeploymentClient(connection).ResolveAssetAsync(
            collection, reference.Label is null ? $"{reference.Name}:{reference.Version}" : $"{reference.Name}@{reference.Label}", cancellationToken).ConfigureAwait(false);

    private static ResourceBody BodyOf(JsonObject properties) => new(new JsonObject { ["properties"] = properties.DeepClone() });

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16).ToLowerInvariant();
}
