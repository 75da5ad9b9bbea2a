using System.Diagnostics;
using System.Reflection;

namespace AmlShell.Tests;

/// <summary>What a finished AmlShell left behind.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error);

/// <summary>A running AmlShell; its input is redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static readonly string _program = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "AmlShell").Value!;

    private readonly Process _process;
    private readonly Task<string> _error;

    private ShellProcess(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [_program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts AmlShell without the module: most of what it does has nothing to do with it.</summary>
    public static ShellProcess Start(params string[] arguments) => new(["-NoModule", .. arguments]);

    public static ShellResult RunWithModule(params string[] arguments)
    {
        using ShellProcess shell = new(arguments);
        return shell.Finish(_patience);
    }

    public static ShellResult Run(params string[] arguments) => RunWithInput("", arguments);

    public static ShellResult RunWithInput(string input, params string[] arguments)
    {
        using ShellProcess shell = Start(arguments);
        shell._process.StandardInput.Write(input);
        shell._process.StandardInput.Close();
        return shell.Finish(_patience);
    }

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    public void WaitForLine(string line)
    {
        Task<string?> read = _process.StandardOutput.ReadLineAsync();
        Assert.True(read.Wait(_patience), "AmlShell wrote nothing.");
        Assert.Equal(line, read.Result);
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -{name} {_process.Id}"]);
        kill.WaitForExit();
    }

    public ShellResult Finish(TimeSpan patience)
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(patience), $"AmlShell did not end within {patience}.");
        return new ShellResult(_process.ExitCode, output.Result.ReplaceLineEndings("\n"), _error.Result.ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
