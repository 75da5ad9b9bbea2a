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
    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopUnlessOwned);
    using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, StopUnlessOwned);
    if (options.StopWithInput)
    {
        _ = Task.Run(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            server.RequestStop();
        });
    }

    await Console.Out.WriteLineAsync(server.Info.ToJsonString());
    await server.StopRequested;
    return 0;

    void Stop(PosixSignalContext signal)
    {
        // The process ends when what was accepted is answered, and not before.
        signal.Cancel = true;
        server.RequestStop();
    }

    // Ctrl+C in a terminal goes to all its processes; it is meant for the pipeline there and not for the server behind it.
    void StopUnlessOwned(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!options.StopWithInput && !options.Detached)
        {
            server.RequestStop();
        }
    }
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
