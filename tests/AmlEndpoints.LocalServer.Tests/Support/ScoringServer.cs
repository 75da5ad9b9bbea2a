using System.Net.Http.Headers;
using System.Text;
using AmlEndpoints.LocalServer.Scoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AmlEndpoints.LocalServer.Tests.Support;

/// <summary>The data plane on a port of its own, with the endpoint <c>digits</c>, and a client that has its key.</summary>
internal sealed class ScoringServer : IAsyncDisposable
{
    public const string Endpoint = "digits";
    public const string Key = "primary-key-of-the-tests";
    public const string SecondaryKey = "secondary-key-of-the-tests";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private ScoringServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapScoring(Endpoints, Tokens, Time);
    }

    public ServingEndpoints Endpoints { get; } = new();

    public EndpointTokens Tokens { get; } = new(Encoding.UTF8.GetBytes("a signing key with 32 bytes or more"), "workspace-1");

    public ManualTime Time { get; } = new();

    public HttpClient Client { get; } = new();

    public Uri BaseAddress => new(_app.Urls.First());

    public static EndpointSettings Settings(
        (string Name, int Percent)[]? traffic = null, (string Name, int Percent)[]? mirror = null, EndpointAuthMode mode = EndpointAuthMode.Key, string key = Key) =>
        new(Endpoint, mode, key, SecondaryKey, (traffic ?? [("blue", 100)]).ToDictionary(part => part.Name, part => part.Percent), (mirror ?? []).ToDictionary(part => part.Name, part => part.Percent));

    /// <summary>Starts; with a model, <c>blue</c> serves it and has all the traffic.</summary>
    public static async Task<ScoringServer> StartAsync(string? model = null)
    {
        ScoringServer server = new();
        await server._app.StartAsync();
        server.Client.BaseAddress = server.BaseAddress;
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        server.Endpoints.SetEndpoint(Settings());
        if (model is not null)
        {
            await server.DeployAsync("blue", model);
        }

        return server;
    }

    public async Task<DeploymentLog> DeployAsync(string name, string model, int timeout = 60_000, int instances = 1, int concurrent = 500)
    {
        DeploymentLog log = new(_folder.At($"{name}.log"), Time);
        await Endpoints.DeployAsync(new DeploymentSettings(Endpoint, name, model, instances, TimeSpan.FromMilliseconds(timeout), concurrent), log, null, default);
        return log;
    }

    public Task<HttpResponseMessage> ScoreAsync(string body, string? deployment = null) => ScoreAsync(Encoding.UTF8.GetBytes(body), deployment);

    public Task<HttpResponseMessage> ScoreAsync(byte[] body, string? deployment = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, ScoringRoutes.ScoringPath(Endpoint)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (deployment is not null)
        {
            request.Headers.Add("azureml-model-deployment", deployment);
        }

        return Client.SendAsync(request);
    }

    public Deployment Deployment(string name) => Endpoints.FindState(Endpoint)!.Deployments[name];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Endpoints.DisposeAsync();
        _folder.Dispose();
    }
}
