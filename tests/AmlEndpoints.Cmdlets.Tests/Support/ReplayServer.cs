using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Text;

namespace AmlEndpoints.Tests.Support;

/// <summary>A request that the server got.</summary>
internal sealed record ServerRequest(string Method, string Path, string Query, string Body, string? Authorization, string? Deployment);

/// <summary>An answer that the server gives.</summary>
internal sealed record ServerAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers);

/// <summary>An HTTP server on this machine that plays a workspace with one endpoint: it gives, for a method and a path, the answers that a test set, the last one for ever.</summary>
internal sealed class ReplayServer : IDisposable
{
    public const string Workspace = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    private readonly ConcurrentDictionary<string, Func<ServerRequest, ServerAnswer>> _routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ServerRequest> _requests = new();
    private readonly HttpListener _listener;

    public ReplayServer()
    {
        (_listener, Address) = Listen();
        _ = Task.Run(ServeAsync);
        On("GET", Workspace, new ServerAnswer(200, $$"""{"id":"{{Workspace}}","name":"w","location":"local"}"""));
    }

    public Uri Address { get; }

    public IReadOnlyList<ServerRequest> Requests => [.. _requests];

    /// <summary>What was asked, the workspace left out.</summary>
    public IEnumerable<string> Asked => _requests.Select(request => $"{request.Method} {request.Path.Replace(Workspace, "", StringComparison.Ordinal)}");

    /// <summary>Sets the answers for a path: one after the other, the last one for ever.</summary>
    public ReplayServer On(string method, string path, params ServerAnswer[] answers)
    {
        int next = 0;
        return On(method, path, _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1]);
    }

    public ReplayServer On(string method, string path, Func<ServerRequest, ServerAnswer> answer)
    {
        _routes[$"{method} {(path.StartsWith("/onlineEndpoints", StringComparison.Ordinal) ? Workspace : "")}{path}"] = answer;
        return this;
    }

    /// <summary>A runner that is connected to the workspace.</summary>
    public CmdletRunner Connect(string? location = null)
    {
        CmdletRunner runner = new(location);
        runner.Set("server", Address).Set("token", Secure("the-token"));
        runner.Run("$null = Connect-AmlWorkspace -SubscriptionId s -ResourceGroupName g -WorkspaceName w -BaseUri $server -AccessToken $token");
        Assert.Empty(runner.Errors);
        _requests.Clear();
        return runner;
    }

    public static SecureString Secure(string text)
    {
        SecureString secure = new();
        text.ToList().ForEach(secure.AppendChar);
        return secure;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using StreamReader reader = new(context.Request.InputStream);
        Uri uri = context.Request.Url!;
        ServerRequest request = new(context.Request.HttpMethod, uri.AbsolutePath, uri.Query, await reader.ReadToEndAsync(), context.Request.Headers["Authorization"], context.Request.Headers["azureml-model-deployment"]);
        _requests.Enqueue(request);
        ServerAnswer answer = _routes.TryGetValue($"{request.Method} {request.Path}", out Func<ServerRequest, ServerAnswer>? route)
            ? route(request)
            : new ServerAnswer(404, """{"error":{"code":"NotFound","message":"The specified resource was not found."}}""");
        context.Response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        byte[] body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentType = "application/json";
        context.Response.Close(answer.Status == 204 ? [] : body, willBlock: true);
    }

    // Another process may take the port between the two steps.
    private static (HttpListener Listener, Uri Address) Listen()
    {
        while (true)
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            Uri address = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            free.Stop();
            HttpListener listener = new() { Prefixes = { address.AbsoluteUri } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
            }
        }
    }
}
