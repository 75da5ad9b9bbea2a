using System.Management.Automation.Internal;

namespace AmlShell;

/// <summary>Reads a line from the keyboard and lets the user edit it.</summary>
internal sealed class LineEditor(Func<ConsoleKeyInfo> readKey, TextWriter screen, Func<int> width)
{
    private string _prompt = "";
    private string _text = "";
    private int _cursor;
    private int _row;

    /// <summary>Reads one line after the prompt, which stands there already; null when the user ends the input with Ctrl+D.</summary>
    /// <exception cref="OperationCanceledException">The user pressed Ctrl+C.</exception>
    public string? Read(string prompt, LineHistory history, TabCompletion completion)
    {
        _prompt = prompt;
        _text = "";
        _cursor = 0;
        history.Restart();
        EnterNextRowIfFull();

        while (true)
        {
            ConsoleKeyInfo key = readKey();
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key == ConsoleKey.Tab)
            {
                Change(completion.Next(_text, _cursor, forward: !key.Modifiers.HasFlag(ConsoleModifiers.Shift)));
                continue;
            }

            completion.Reset();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Leave();
                    history.Add(_text);
                    return _text;
                case ConsoleKey.C when control:
                    Leave();
                    throw new OperationCanceledException();
                case ConsoleKey.D when control && _text.Length == 0:
                    Leave();
                    return null;
                case ConsoleKey.UpArrow:
                    Change(history.Previous(_text));
                    break;
                case ConsoleKey.DownArrow:
                    Change(history.Next(_text));
                    break;
                default:
                    Edit(key, control);
                    break;
            }
        }
    }

    private void Edit(ConsoleKeyInfo key, bool control)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when _cursor > 0:
                MoveTo(_cursor - 1);
                break;
            case ConsoleKey.RightArrow when _cursor < _text.Length:
                MoveTo(_cursor + 1);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                MoveTo(0);
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                MoveTo(_text.Length);
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                Change((_text.Remove(_cursor - 1, 1), _cursor - 1));
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
            case ConsoleKey.D when control && _cursor < _text.Length:
                Change((_text.Remove(_cursor, 1), _cursor));
                break;
            case ConsoleKey.Escape:
                Change("");
                break;
            default:
                Insert(key.KeyChar);
                break;
        }
    }

    private void Insert(char character)
    {
        if (!char.IsControl(character))
        {
            Change((_text.Insert(_cursor, character.ToString()), _cursor + 1));
        }
    }

    private void Change(string text) => Change((text, text.Length));

    private void Change((string Text, int Cursor) line)
    {
        (_text, _cursor) = line;
        screen.Write($"{Move('A', _row)}\r\e[J{_prompt}{_text}");
        EnterNextRowIfFull();
        MoveTo(_cursor);
    }

    // A terminal waits at a full line's end for the next character; go to where that will be.
    private void EnterNextRowIfFull()
    {
        int end = PromptLength + _text.Length;
        screen.Write(end > 0 && end % width() == 0 ? "\r\n" : "");
        _row = end / width();
    }

    private void MoveTo(int cursor)
    {
        _cursor = cursor;
        (int row, int column) = Math.DivRem(PromptLength + cursor, width());
        screen.Write($"{Move('A', _row - row)}{Move('B', row - _row)}\r{Move('C', column)}");
        _row = row;
    }

    private void Leave()
    {
        MoveTo(_text.Length);
        screen.WriteLine();
    }

    // Colours in a prompt take no room.
    private int PromptLength => new StringDecorated(_prompt).ContentLength;

    private static string Move(char direction, int steps) => steps > 0 ? $"\e[{steps}{direction}" : "";
}
