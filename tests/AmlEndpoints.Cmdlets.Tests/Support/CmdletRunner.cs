using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AmlEndpoints.Tests.Support;

/// <summary>Runs scripts in a runspace of its own with the built module, and keeps what they gave.</summary>
internal sealed class CmdletRunner : IDisposable
{
    private readonly Runspace _runspace;

    /// <summary>Opens the runspace and imports the module.</summary>
    /// <param name="location">The location in PowerShell; the process stays where it is.</param>
    /// <param name="commands">Cmdlet classes of the tests.</param>
    public CmdletRunner(string? location = null, params Type[] commands)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach (Type command in commands)
        {
            CmdletAttribute name = (CmdletAttribute)Attribute.GetCustomAttribute(command, typeof(CmdletAttribute))!;
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", command, null));
        }

        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (location is not null)
        {
            _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(location));
        }

        Run($"Import-Module '{Built.Manifest}'");
        Assert.Empty(Errors);
    }

    /// <summary>What came out, without the wrapping of values that are not custom objects.</summary>
    public IReadOnlyList<object> Output { get; private set; } = [];

    /// <summary>The non-terminating errors, and behind them the one that ended the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    /// <summary>The error that ended the script, if one did.</summary>
    public ErrorRecord? Terminating { get; private set; }

    public IReadOnlyList<string> Verbose { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public IReadOnlyList<ProgressRecord> Progress { get; private set; } = [];

    public PSInvocationState State { get; private set; }

    /// <summary>How long it took from the stop to the end.</summary>
    public TimeSpan Stopping { get; private set; }

    public CmdletRunner Set(string variable, object? value)
    {
        _runspace.SessionStateProxy.SetVariable(variable, value);
        return this;
    }

    /// <summary>Runs a script to its end.</summary>
    public CmdletRunner Run(string script) => Run(script, static (_, running) => running.AsyncWaitHandle.WaitOne());

    /// <summary>Runs a script and stops it, as Ctrl+C does, when the event is set.</summary>
    public CmdletRunner StopWhen(ManualResetEventSlim ready, string script) => Run(script, (shell, running) =>
    {
        Assert.True(WaitHandle.WaitAny([ready.WaitHandle, running.AsyncWaitHandle], TimeSpan.FromSeconds(30)) == 0, "The script ended before it was stopped, or never began.");
        Stop(shell);
    });

    /// <summary>Runs a script and stops it, as Ctrl+C does.</summary>
    public CmdletRunner StopAfter(TimeSpan time, string script) => Run(script, (shell, running) =>
    {
        Assert.False(running.AsyncWaitHandle.WaitOne(time), "The script ended before it was stopped.");
        Stop(shell);
    });

    public void Dispose() => _runspace.Dispose();

    // What the tests call bounded: generous for a busy machine, and far below "never".
    private void Stop(PowerShell shell)
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(shell.BeginStop(null, null).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)), "The script could not be stopped.");
        Stopping = watch.Elapsed;
    }

    private CmdletRunner Run(string script, Action<PowerShell, IAsyncResult> wait)
    {
        Set("__ended", null);
        using PowerShell shell = PowerShell.Create(_runspace);
        using PSDataCollection<PSObject> output = [];
        shell.AddScript($"try {{ {script}\n }} catch {{ $global:__ended = $_ }}");
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        wait(shell, running);
        try
        {
            shell.EndInvoke(running);
        }
        catch (PipelineStoppedException)
        {
        }

        State = shell.InvocationStateInfo.State;
        object? ended = _runspace.SessionStateProxy.GetVariable("__ended");
        Terminating = (ended is PSObject wrapped ? wrapped.BaseObject : ended) as ErrorRecord;
        Output = [.. output.Select(item => item.BaseObject is PSCustomObject or Prediction.PredictionRecord ? item : item.BaseObject)];
        Errors = [.. shell.Streams.Error, .. Terminating is null ? Array.Empty<ErrorRecord>() : [Terminating]];
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)];
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)];
        Progress = [.. shell.Streams.Progress];
        return this;
    }
}
