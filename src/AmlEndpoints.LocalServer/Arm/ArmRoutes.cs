using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>The way of a request to an operation of the control plane: token, api-version, workspace, operation, answer.</summary>
internal sealed class ArmRoutes(IEndpointRouteBuilder routes, WorkspaceIdentity workspace, ControlPlaneToken token)
{
    private const string Provider = "providers/Microsoft.MachineLearningServices";

    /// <summary>An operation on something in the workspace, such as <c>GET models/{name}</c>.</summary>
    public void Map(string method, string path, Func<ArmRequest, Task<ArmAnswer>> operation) =>
        MapSubscription(method, $"resourceGroups/{{resourceGroup}}/{Provider}/workspaces/{{workspace}}/{path}".TrimEnd('/'), request =>
        {
            string name = request.Segment("workspace");
            return Is(request.Segment("resourceGroup"), WorkspaceIdentity.ResourceGroupName) && Is(name, WorkspaceIdentity.WorkspaceName)
                ? operation(request)
                : throw ArmErrors.WorkspaceNotFound(name);
        });

    /// <inheritdoc cref="Map(string, string, Func{ArmRequest, Task{ArmAnswer}})"/>
    public void Map(string method, string path, Func<ArmRequest, ArmAnswer> operation) => Map(method, path, request => Task.FromResult(operation(request)));

    /// <summary>An operation that stands below the subscription.</summary>
    public void MapSubscription(string method, string path, Func<ArmRequest, Task<ArmAnswer>> operation) =>
        MapAny([method], $"/subscriptions/{{subscription}}/{path}", request =>
            Is(request.Segment("subscription"), workspace.SubscriptionId)
                ? operation(request)
                : throw new ArmException(404, "SubscriptionNotFound", $"The subscription '{request.Segment("subscription")}' could not be found."));

    /// <summary>What Azure has and this server does not, and what nobody has.</summary>
    public void MapRest()
    {
        foreach (string type in (string[])["batchEndpoints", "computes", "connections", "data", "components", "jobs", "schedules", "featuresets", "featurestoreEntities", "labelingJobs", "serverlessEndpoints", "marketplaceSubscriptions", "outboundRules", "privateEndpointConnections"])
        {
            MapAny([], $"/subscriptions/{{subscription}}/resourceGroups/{{resourceGroup}}/{Provider}/workspaces/{{workspace}}/{type}/{{**rest}}", _ => throw ArmErrors.NotSupported(type));
        }

        MapAny([], "/subscriptions/{**rest}", request => throw ArmErrors.UnknownRoute(request.Context.Request.Method, request.Path));
    }

    private void MapAny(string[] methods, string pattern, Func<ArmRequest, Task<ArmAnswer>> operation)
    {
        RequestDelegate handler = context => AnswerAsync(context, operation);
        _ = methods.Length == 0 ? routes.Map(pattern, handler) : routes.MapMethods(pattern, methods, handler);
    }

    private async Task AnswerAsync(HttpContext context, Func<ArmRequest, Task<ArmAnswer>> operation)
    {
        ArmAnswer answer;
        try
        {
            ArmRequest request = new(context);
            answer = !token.Opens(context.Request.Headers.Authorization.ToString()) ? throw ArmErrors.Unauthenticated()
                : string.IsNullOrEmpty(request.Query("api-version")) ? throw ArmErrors.NoApiVersion()
                : await operation(request);
        }
        catch (ArmException error)
        {
            answer = ArmAnswer.Json(error.Status, error.ToJson(), error.Status == 401 ? [("WWW-Authenticate", "Bearer")] : []);
        }

        await answer.SendAsync(context);
    }

    private static bool Is(string given, string name) => string.Equals(given, name, StringComparison.OrdinalIgnoreCase);
}
