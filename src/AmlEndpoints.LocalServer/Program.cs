using System.Runtime.InteropServices;
using AmlEndpoints.LocalServer;

ServerOptions options;
try
{
    options = ServerOptions.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

try
{
    await using LocalServerApp server = await LocalServerApp.StartAsync(options);
    TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    if (options.StopWithInput)
    {
        _ = Task.Run(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            stop.TrySetResult();
        });
    }

    await Console.Out.WriteLineAsync(server.Info.ToJsonString());
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext signal)
    {
        // The process ends when what was accepted is answered, and not before.
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
