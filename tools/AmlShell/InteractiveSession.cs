using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AmlShell;

/// <summary>Reads commands from the keyboard, or from redirected input, and runs them until the user leaves.</summary>
internal sealed class InteractiveSession(Runspace runspace, PipelineRunner runner, Keyboard keyboard)
{
    private const string ContinuationPrompt = ">> ";

    private readonly LineHistory _history = new();
    private readonly TabCompletion _completion = new(new EngineCompletion(runspace).Complete);

    /// <summary>Runs until the end of the input, or until <paramref name="leaving"/> says so after a command.</summary>
    public void Run(Func<bool> leaving)
    {
        while (!leaving())
        {
            try
            {
                if (ReadStatement() is not { } statement)
                {
                    return;
                }

                if (!string.IsNullOrWhiteSpace(statement))
                {
                    runner.Run(statement);
                }
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C at the prompt: what was typed is forgotten.
            }
        }
    }

    private string? ReadStatement()
    {
        string? statement = ReadLine(Keyboard.IsPresent ? Prompt() : "");
        while (statement is not null && IsIncomplete(statement) && ReadLine(ContinuationPrompt) is { } line)
        {
            statement += "\n" + line;
        }

        return statement;
    }

    private string? ReadLine(string prompt) =>
        Keyboard.IsPresent ? keyboard.ReadLine(prompt, _history, _completion) : Console.In.ReadLine();

    // The user may have defined a prompt function that fails.
    private string Prompt() => runner.Evaluate("prompt")?.ToString() is { Length: > 0 } prompt ? prompt : "PS> ";

    private static bool IsIncomplete(string statement)
    {
        Parser.ParseInput(statement, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
