using System.Management.Automation.Host;

namespace AmlShell;

/// <summary>The console's size, keys and cursor.</summary>
internal sealed class ShellRawUserInterface(Questions questions) : PSHostRawUserInterface
{
    // Wide enough that a redirected table keeps its columns.
    private static readonly Size _unbounded = new(120, 50);

    public override Size WindowSize
    {
        get => Console.IsOutputRedirected || Console.WindowWidth == 0 ? _unbounded : new Size(Console.WindowWidth, Console.WindowHeight);
        set => throw NotSupported();
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw NotSupported();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw NotSupported();
    }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? default : new Coordinates(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override int CursorSize
    {
        get => 25;
        set => throw NotSupported();
    }

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override string WindowTitle { get; set; } = "AmlShell";

    public override bool KeyAvailable => questions.CanAsk && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        ConsoleKeyInfo key = questions.AskKey(echo: !options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    // Clear-Host fills everything with blanks; nothing else is asked of a terminal that scrolls.
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => Console.Clear();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NotSupported();

    private static NotSupportedException NotSupported() => new("AmlShell leaves the terminal's window and buffer alone.");
}
