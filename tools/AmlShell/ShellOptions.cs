namespace AmlShell;

/// <summary>What the command line asks for.</summary>
internal sealed record ShellOptions
{
    public const string Usage = """
        AmlShell: the PowerShell engine with the AmlEndpoints module loaded.

          AmlShell [switches] script.ps1 [arguments]   run a script; -Name value and -Switch are passed on to it
          AmlShell [switches] -Command 'commands'      run commands
          AmlShell [switches]                          prompt for commands, or read them from redirected input

          -NonInteractive   fail instead of asking a question
          -NoModule         do not build or import AmlEndpoints (to find out whether the module is at fault)
          -Help             show this text
        """;

    public string? Script { get; private init; }

    public IReadOnlyList<string> ScriptArguments { get; private init; } = [];

    public string? Command { get; private init; }

    public bool NonInteractive { get; private init; }

    public bool NoModule { get; private init; }

    public bool Help { get; private init; }

    public string? Mistake { get; private init; }

    public static ShellOptions Parse(string[] arguments) => Parse(new ShellOptions(), arguments);

    private static ShellOptions Parse(ShellOptions options, ReadOnlySpan<string> arguments)
    {
        if (arguments.IsEmpty)
        {
            return options;
        }

        ReadOnlySpan<string> rest = arguments[1..];
        return arguments[0].ToLowerInvariant() switch
        {
            "-noninteractive" => Parse(options with { NonInteractive = true }, rest),
            "-nomodule" => Parse(options with { NoModule = true }, rest),
            "-help" or "--help" or "-h" or "-?" => options with { Help = true },
            "-command" or "-c" when rest.IsEmpty => options with { Mistake = "-Command needs the commands to run." },
            "-command" or "-c" => options with { Command = string.Join(' ', rest!) },
            "-file" or "-f" when rest.IsEmpty => options with { Mistake = "-File needs the path of a script." },
            "-file" or "-f" => options.WithScript(rest[0], rest[1..]),
            ['-', ..] => options with { Mistake = $"'{arguments[0]}' is not a switch of AmlShell." },
            _ => options.WithScript(arguments[0], rest),
        };
    }

    private ShellOptions WithScript(string path, ReadOnlySpan<string> arguments) => File.Exists(path)
        ? this with { Script = Path.GetFullPath(path), ScriptArguments = arguments.ToArray() }
        : this with { Mistake = $"There is no script '{path}'." };
}
