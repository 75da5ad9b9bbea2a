using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AmlShell;

/// <summary>One session: the module, then the script, the commands or the prompt.</summary>
internal sealed class Shell : IDisposable
{
    private readonly ShellOptions _options;
    private readonly Keyboard _keyboard;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;

    public Shell(ShellOptions options)
    {
        _options = options;
        EngineTelemetry.TurnOff();
        ShellOutput output = new();
        _keyboard = new Keyboard(output);
        Questions questions = new(output, _keyboard, options.NonInteractive, () => _runner!.Stop());
        _host = new ShellHost(new ShellUserInterface(output, questions));

        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runner = new PipelineRunner(_runspace, output);
    }

    private bool IsInteractive => _options.Script is null && _options.Command is null;

    /// <summary>Runs what was asked for and gives the process's exit code.</summary>
    public int Run()
    {
        using StopSignals signals = new(_runner, atPrompt: IsInteractive && Keyboard.IsPresent);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        int exitCode = ImportModule() ? RunWork(signals) : ExitCodes.Failure;
        return signals.ExitCode ?? _host.ExitCode ?? exitCode;
    }

    public void Dispose() => _runspace.Dispose();

    private bool ImportModule()
    {
        if (_options.NoModule)
        {
            return true;
        }

        try
        {
            Command import = new("Import-Module");
            import.Parameters.Add("Name", ModuleLocation.FindOrBuild());
            import.Parameters.Add("ErrorAction", ActionPreference.Stop);
            return _runner.Run(import) == PipelineEnd.Completed;
        }
        catch (InvalidOperationException missing)
        {
            _host.UI.WriteErrorLine($"AmlShell: {missing.Message}");
            return false;
        }
    }

    private int RunWork(StopSignals signals)
    {
        if (IsInteractive)
        {
            new InteractiveSession(_runspace, _runner, _keyboard).Run(() => (signals.ExitCode ?? _host.ExitCode) is not null);
            return ExitCodes.Success;
        }

        return _options.Script is null ? RunCommand(_options.Command!) : RunScript(_options.Script);
    }

    private int RunScript(string path)
    {
        try
        {
            Command script = ScriptFile.Load(_runspace, path, ScriptArguments.Bind(_options.ScriptArguments));
            return ExitCodeOf(_runner.Run(script));
        }
        catch (ParseException mistake)
        {
            _runner.Show(mistake.ErrorRecord);
            return ExitCodes.Failure;
        }
    }

    // As pwsh -Command: the last statement decides.
    private int RunCommand(string text)
    {
        int exitCode = ExitCodeOf(_runner.Run(text));
        return exitCode == ExitCodes.Success && _runner.Evaluate("$?") is false ? ExitCodes.Failure : exitCode;
    }

    private static int ExitCodeOf(PipelineEnd end) => end switch
    {
        PipelineEnd.Completed => ExitCodes.Success,
        PipelineEnd.Stopped => ExitCodes.Interrupted,
        _ => ExitCodes.Failure,
    };
}
