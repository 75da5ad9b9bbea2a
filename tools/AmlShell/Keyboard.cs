namespace AmlShell;

/// <summary>The console's keyboard, where there is one.</summary>
internal sealed class Keyboard(ShellOutput output)
{
    // Some terminals do not know their size.
    private const int UsualWidth = 80;

    private readonly LineEditor _editor = new(
        () => Console.ReadKey(intercept: true),
        output.Screen,
        () => Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth);

    public static bool IsPresent => !Console.IsInputRedirected;

    /// <summary>Asks a question and reads the line that answers it; null when the user ends the input with Ctrl+D.</summary>
    /// <exception cref="OperationCanceledException">The user pressed Ctrl+C.</exception>
    public string? ReadLine(string question, LineHistory history, TabCompletion completion)
    {
        output.Ask(question);
        try
        {
            return WithControlCAsKey(() => _editor.Read(output.UnfinishedLine, history, completion));
        }
        finally
        {
            output.LineEnded();
        }
    }

    /// <exception cref="OperationCanceledException">The user pressed Ctrl+C.</exception>
    public static ConsoleKeyInfo ReadKey() => WithControlCAsKey(() =>
    {
        ConsoleKeyInfo key = Console.ReadKey(intercept: true);
        return key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } ? throw new OperationCanceledException() : key;
    });

    // A signal would not end the wait for a key.
    private static T WithControlCAsKey<T>(Func<T> read)
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return read();
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
