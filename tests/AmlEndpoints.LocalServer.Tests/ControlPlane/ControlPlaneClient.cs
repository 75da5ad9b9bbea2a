using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>A client as any program would be that has read what the server says of itself: its address, its workspace and its token file.</summary>
internal sealed class ControlPlaneClient : IDisposable
{
    public const string ApiVersion = "api-version=2024-04-01";

    private static readonly string[] _ended = ["Succeeded", "Failed", "Canceled"];

    public ControlPlaneClient(JsonObject info)
    {
        Http = new HttpClient { BaseAddress = new Uri((string)info["url"]!), Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText((string)info["tokenFile"]!));
        Subscription = $"/subscriptions/{info["subscriptionId"]}";
        Workspace = $"{Subscription}/resourceGroups/{info["resourceGroupName"]}/providers/Microsoft.MachineLearningServices/workspaces/{info["workspaceName"]}";
    }

    public HttpClient Http { get; }

    public string Subscription { get; }

    public string Workspace { get; }

    public static string Deployment(string endpoint, string deployment) => $"onlineEndpoints/{endpoint}/deployments/{deployment}";

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    public Task<Reply> PutAsync(string path, string body) => SendAsync("PUT", path, body);

    public Task<Reply> PatchAsync(string path, string body) => SendAsync("PATCH", path, body);

    public Task<Reply> PostAsync(string path, string? body = null) => SendAsync("POST", path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync("DELETE", path);

    /// <summary>Sends a request to something in the workspace, or to a path that begins with a slash, or to an address.</summary>
    public Task<Reply> SendAsync(string method, string path, string? body = null) => SendAsync(new HttpRequestMessage(new HttpMethod(method), AddressOf(path))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    });

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await Http.SendAsync(request);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers);
    }

    public string AddressOf(string path) =>
        path.StartsWith("http", StringComparison.Ordinal) ? path
        : (path.StartsWith('/') ? path : path.Length == 0 ? Workspace : $"{Workspace}/{path}") + (path.Contains("api-version", StringComparison.Ordinal) ? "" : path.Contains('?') ? "&" + ApiVersion : "?" + ApiVersion);

    /// <summary>The body of an operation when it has ended.</summary>
    public async Task<JsonObject> EndAsync(Reply begun)
    {
        string address = begun.Header("Azure-AsyncOperation") ?? throw new InvalidOperationException($"There is no operation: {begun.Status} {begun.Text}");
        while (true)
        {
            JsonObject status = (await GetAsync(address)).Is(200).Json;
            if (_ended.Contains((string)status["status"]!))
            {
                return status;
            }
        }
    }

    public async Task<Reply> CreateEndpointAsync(string name, string properties = """{"authMode": "Key"}""") =>
        (await PutAsync($"onlineEndpoints/{name}", $$"""{"location": "local", "properties": {{properties}} }""")).Is(201);

    public Task<Reply> SetTrafficAsync(string endpoint, string traffic) =>
        PutAsync($"onlineEndpoints/{endpoint}", $$"""{"location": "local", "properties": {"authMode": "Key", "traffic": {{traffic}} } }""");

    /// <summary>Begins a deployment of a version of a model.</summary>
    public Task<Reply> BeginDeploymentAsync(string endpoint, string deployment, string model = "digits/versions/1", string more = "") => PutAsync(
        Deployment(endpoint, deployment), $$"""{"location": "local", "sku": {"name": "Default", "capacity": 1}, "properties": {"endpointComputeType": "Managed", "instanceType": "Standard_DS3_v2", "model": "{{Workspace}}/models/{{model}}"{{more}} } }""");

    public async Task<JsonObject> DeployAsync(string endpoint, string deployment, string model = "digits/versions/1", string more = "") =>
        await EndAsync((await BeginDeploymentAsync(endpoint, deployment, model, more)).Is(201));

    public Task<Reply> PutModelAsync(string name, string version, string folder, string more = "") =>
        PutAsync($"models/{name}/versions/{version}", $$"""{"properties": {"modelUri": "azureml://datastores/workspaceblobstore/paths/{{folder}}", "modelType": "mlflow_model"{{more}} } }""");

    /// <summary>Uploads files with the secret that the datastore gives, as every client does.</summary>
    public async Task UploadAsync(string prefix, string folder)
    {
        BlobContainerClient container = await ContainerAsync();
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using FileStream content = File.OpenRead(file);
            await container.UploadBlobAsync($"{prefix}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", content);
        }
    }

    public async Task<BlobContainerClient> ContainerAsync()
    {
        JsonObject store = (await GetAsync("datastores/workspaceblobstore")).Is(200).Properties;
        JsonObject secrets = (await PostAsync("datastores/workspaceblobstore/listSecrets")).Is(200).Json;
        return new BlobContainerClient(new Uri($"{store["protocol"]}://{store["endpoint"]}/{store["accountName"]}/{store["containerName"]}?{secrets["sasToken"]}"));
    }

    public async Task<string> KeyAsync(string endpoint) => (string)(await PostAsync($"onlineEndpoints/{endpoint}/listKeys")).Is(200).Json["primaryKey"]!;

    /// <summary>Predicts two images; gives the status of the answer.</summary>
    public async Task<int> ScoreAsync(string endpoint, string? deployment = null, string? key = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, (string)(await GetAsync($"onlineEndpoints/{endpoint}")).Is(200).Properties["scoringUri"]!);
        request.Content = new ByteArrayContent(Support.TestData.Images);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? await KeyAsync(endpoint));
        if (deployment is not null)
        {
            request.Headers.Add("azureml-model-deployment", deployment);
        }

        using HttpResponseMessage answer = await Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public void Dispose() => Http.Dispose();
}
