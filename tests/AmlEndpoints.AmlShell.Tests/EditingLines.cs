using System.Management.Automation;
using System.Text;

namespace AmlShell.Tests;

public sealed class EditingLines
{
    private readonly LineHistory _history = new();
    private readonly StringBuilder _screen = new();

    [Fact]
    public void Characters_are_inserted_and_removed_at_the_cursor() =>
        Assert.Equal("(abX", Type("abcd", ConsoleKey.LeftArrow, ConsoleKey.Delete, ConsoleKey.Backspace, "X", ConsoleKey.Home, "("));

    [Fact]
    public void Keys_at_the_ends_of_the_line_do_nothing() => Assert.Equal("a", Type(
        "a", ConsoleKey.RightArrow, ConsoleKey.Delete,
        ConsoleKey.Home, ConsoleKey.LeftArrow, ConsoleKey.Backspace, ConsoleKey.UpArrow, ConsoleKey.DownArrow));

    [Fact]
    public void The_history_keeps_what_was_not_finished()
    {
        Type("first");
        Type("second");

        Assert.Equal("first", Type("unfinished", ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow));
        Assert.Equal("unfinished", Type("unfinished", ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.DownArrow));
    }

    [Fact]
    public void The_history_starts_at_its_end_again_after_Ctrl_C()
    {
        Type("first");
        Type("second");
        Assert.Throws<OperationCanceledException>(() => Type(ConsoleKey.UpArrow, ConsoleKey.UpArrow, 'C'));

        Assert.Equal("second", Type(ConsoleKey.UpArrow));
    }

    [Fact]
    public void Ctrl_C_gives_the_line_up() => Assert.Throws<OperationCanceledException>(() => Type("half", 'C'));

    [Fact]
    public void Ctrl_D_ends_the_input_only_on_an_empty_line()
    {
        Assert.Null(Type('D'));
        Assert.Equal("bc", Type("abc", ConsoleKey.Home, 'D'));
    }

    [Fact]
    public void Tab_walks_through_the_completions_and_back()
    {
        TabCompletion completion = new((_, cursor) =>
            new CommandCompletion([new("Get-AmlModel"), new("Get-AmlWorkspace")], -1, 1, cursor - 1));

        Assert.Equal("(Get-AmlModel)", Read(completion, "(Get)", ConsoleKey.LeftArrow, ConsoleKey.Tab));
        Assert.Equal("(Get-AmlWorkspace)", Read(completion, "(Get)", ConsoleKey.LeftArrow, ConsoleKey.Tab, ConsoleKey.Tab));
        Assert.Equal("(Get-AmlModel)", Read(completion, "(Get)", ConsoleKey.LeftArrow, ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Tab));
    }

    [Fact]
    public void A_line_longer_than_the_terminal_is_redrawn_from_its_first_row()
    {
        Type("123456789", ConsoleKey.Home, "0");

        // The prompt and ten characters reach into the second row of a terminal ten wide.
        string redrawn = "\e[1A\r\e[2C" + "\r\e[J> 0123456789\e[1A\r\e[3C" + "\e[1B\r\e[2C" + Environment.NewLine;
        Assert.EndsWith(redrawn, _screen.ToString(), StringComparison.Ordinal);
    }

    private string? Type(params object[] keys) => Read(TabCompletion.None, keys);

    private string? Read(TabCompletion completion, params object[] keys)
    {
        Queue<ConsoleKeyInfo> typed = new(keys.SelectMany(Keys).Append(Key(ConsoleKey.Enter)));
        using StringWriter screen = new(_screen);
        return new LineEditor(typed.Dequeue, screen, width: () => 10).Read("> ", _history, completion);
    }

    // Text is typed letter by letter; a single capital is a letter with Ctrl.
    private static IEnumerable<ConsoleKeyInfo> Keys(object keys) => keys switch
    {
        string text => text.Select(letter => new ConsoleKeyInfo(letter, ConsoleKey.None, shift: false, alt: false, control: false)),
        char letter => [new ConsoleKeyInfo((char)(letter - '@'), (ConsoleKey)letter, shift: false, alt: false, control: true)],
        _ => [Key((ConsoleKey)keys)],
    };

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
