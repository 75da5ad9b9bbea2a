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
    public Task<ResourceBody> ResolveAsync(OnlineDeploymentSpec spec, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) => ResolveAsync(
        spec,
        model => RegisterModelAsync(model, progress, cancellationToken),
        environment => RegisterEnvironmentAsync(environment, progress, cancellationToken),
        async path => (await new CodeClient(connection).RegisterAsync(path, progress, cancellationToken).ConfigureAwait(false)).Id,
        cancellationToken);

    /// <summary>The body as <see cref="ResolveAsync(OnlineDeploymentSpec, IProgress{TransferProgress}?, CancellationToken)"/> would make it, to be shown: nothing is uploaded or registered, and what would be stands there as its name or path.</summary>
    /// <exception cref="AmlServiceException">An asset that the file names is not there.</exception>
    public Task<ResourceBody> PlanAsync(OnlineDeploymentSpec spec, CancellationToken cancellationToken) => ResolveAsync(
        spec,
        model => Task.FromResult($"register {model.Name} of {model.Path}"),
        environment => Task.FromResult($"register {environment.Name ?? AnonymousEnvironment}"),
        path => Task.FromResult($"upload {path}"),
        cancellationToken);

    private async Task<ResourceBody> ResolveAsync(
        OnlineDeploymentSpec spec,
        Func<ModelSpec, Task<string>> registerModel,
        Func<EnvironmentSpec, Task<string>> registerEnvironment,
        Func<string, Task<string>> registerCode,
        CancellationToken cancellationToken)
    {
        ResourceBody body = new(spec.Resource.DeepClone().AsObject());
        if (spec.Model is { } model)
        {
            string id = model.Model is { } inPlace ? await registerModel(inPlace).ConfigureAwait(false) : await new ModelClient(connection).ResolveAsync(model.Text!, cancellationToken).ConfigureAwait(false);
            body.Set(id, "properties", "model");
        }

        if (spec.Environment is { } environment)
        {
            string id = environment.Environment is { } inPlace ? await registerEnvironment(inPlace).ConfigureAwait(false) : await new EnvironmentClient(connection).ResolveAsync(environment.Text!, cancellationToken).ConfigureAwait(false);
            body.Set(id, "properties", "environmentId");
        }

        if (spec.Code is { } code)
        {
            string id = code.Path is { } path ? await registerCode(path).ConfigureAwait(false) : await new CodeClient(connection).ResolveAsync(code.Reference!.Text!, cancellationToken).ConfigureAwait(false);
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

    private async Task<string> RegisterModelAsync(ModelSpec spec, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ModelClient models = new(connection);
        bool isAnonymous = spec.Name is null;
        string name = spec.Name ?? (spec.IsUri ? Hash(spec.Path!) : (await UploadSource.ReadAsync(spec.Path!, null, cancellationToken).ConfigureAwait(false)).Hash);
        ModelRegistration model = ToRegistration(spec, name, spec.Path!) with { Version = spec.Version ?? (isAnonymous ? "1" : null) };
        model.Body.Json.Object("properties")["isAnonymous"] = isAnonymous;
        ModelVersion? present = model.Version is null ? null : await models.TryGetAsync($"{name}:{model.Version}", cancellationToken).ConfigureAwait(false);
        return (present ?? await models.RegisterAsync(model, progress, cancellationToken).ConfigureAwait(false)).Id;
    }

    private async Task<string> RegisterEnvironmentAsync(EnvironmentSpec spec, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
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

    private static ResourceBody BodyOf(JsonObject properties) => new(new JsonObject { ["properties"] = properties.DeepClone() });

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16).ToLowerInvariant();
}
