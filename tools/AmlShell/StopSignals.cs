using System.Runtime.InteropServices;

namespace AmlShell;

/// <summary>Stops the running pipeline when the user presses Ctrl+C or the system asks the process to end.</summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan _timeToStop = TimeSpan.FromSeconds(5);

    private readonly PipelineRunner _runner;
    private readonly bool _atPrompt;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _exitCode;

    public StopSignals(PipelineRunner runner, bool atPrompt)
    {
        _runner = runner;
        _atPrompt = atPrompt;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
    }

    /// <summary>The exit code that a signal asks for; null while there was none.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is not 0 and int code ? code : null;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Interrupt(PosixSignalContext signal)
    {
        bool stopping = _runner.Stop();
        if (_atPrompt)
        {
            signal.Cancel = true;
            return;
        }

        // A second Ctrl+C ends the process, even if the pipeline cannot be stopped.
        bool first = Interlocked.Exchange(ref _exitCode, ExitCodes.Interrupted) == 0;
        signal.Cancel = stopping && first;
    }

    private void Terminate(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Interlocked.Exchange(ref _exitCode, ExitCodes.Terminated);
        TimeSpan patience = _runner.Stop() ? _timeToStop : TimeSpan.Zero;
        _ = Task.Delay(patience).ContinueWith(_ => Environment.Exit(ExitCodes.Terminated), TaskScheduler.Default);
    }
}
