using System.Globalization;
using AmlEndpoints.LocalServer.Arm;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer;

/// <summary>
/// Stands before every route: lets requests wait until the server is ready, refuses those that a browser was talked into (a foreign Host or an
/// Origin: DNS rebinding), and answers what nobody foresaw with 500 and a line in the server's own log.
/// </summary>
internal sealed class RequestGuard(Task ready, ServerAddress address, string logPath)
{
    private readonly object _logging = new();

    public RequestDelegate Handle(RequestDelegate next) => async context =>
    {
        if (!ready.IsCompletedSuccessfully)
        {
            await ready.WaitAsync(context.RequestAborted);
        }

        try
        {
            if (IsForeign(context.Request))
            {
                throw ArmErrors.ForeignHost();
            }

            await next(context);
        }
        catch (ArmException error)
        {
            await ArmAnswer.Json(error.Status, error.ToJson()).SendAsync(context);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await ArmAnswer.Json(error.StatusCode, ArmErrors.Unreadable(error).ToJson()).SendAsync(context);
        }
        catch (Exception error) when (error is not OperationCanceledException && !context.Response.HasStarted)
        {
            ArmException answer = DiskErrors.IsFull(error) ? ArmErrors.DiskFull() : ArmErrors.Internal(context.TraceIdentifier);
            Log(context.Request, error);
            await ArmAnswer.Json(answer.Status, answer.ToJson()).SendAsync(context);
        }
    };

    private bool IsForeign(HttpRequest request)
    {
        string host = request.Host.Host;
        return request.Headers.ContainsKey("Origin")
            || request.Host.Port != address.Port
            || !(host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
    }

    // Neither the query nor headers: they may carry secrets.
    private void Log(HttpRequest request, Exception error)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {request.HttpContext.TraceIdentifier} {request.Method} {request.Path}: {error}{Environment.NewLine}");
        lock (_logging)
        {
            try
            {
                File.AppendAllText(logPath, line);
            }
            catch (IOException)
            {
                // The disk is full, and the answer says so.
            }
        }
    }
}
