using System.Management.Automation;
using System.Management.Automation.Host;

namespace AmlShell;

/// <summary>Writes to standard output and error, around the progress line, with colours only at a terminal.</summary>
internal sealed class ShellOutput
{
    private readonly Lock _writing = new();
    private readonly bool _escapesUnderstood = VirtualTerminal.IsUnderstood();
    private readonly ProgressLine? _progress;
    private bool _allToError;

    public ShellOutput()
    {
        _progress = _escapesUnderstood && !Console.IsErrorRedirected ? new ProgressLine(Console.Error) : null;
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }
    }

    /// <summary>Where questions are asked: the output may go to a file, and the user should see them nevertheless.</summary>
    public TextWriter Screen { get; } = Console.IsOutputRedirected ? Console.Error : Console.Out;

    /// <summary>What stands on the terminal's current line.</summary>
    public string UnfinishedLine { get; private set; } = "";

    public bool InColour => _escapesUnderstood && !(Console.IsOutputRedirected && Console.IsErrorRedirected);

    public void Write(string text) => Write(_allToError ? Console.Error : Console.Out, text);

    public void WriteError(string text) => Write(Console.Error, text);

    public void Ask(string text) => Write(Screen, text);

    /// <summary>Sends all text to standard error until <paramref name="show"/> is done.</summary>
    public void ToError(Action show)
    {
        _allToError = true;
        try
        {
            show();
        }
        finally
        {
            _allToError = false;
        }
    }

    /// <summary>Notes that the user's answer ended the line.</summary>
    public void LineEnded() => UnfinishedLine = "";

    public void ShowProgress(long source, ProgressRecord record)
    {
        lock (_writing)
        {
            // Drawing it would wipe out what stands on the line already.
            if (UnfinishedLine.Length == 0)
            {
                _progress?.Show(source, record);
            }
        }
    }

    public void EndProgress()
    {
        lock (_writing)
        {
            _progress?.End();
        }
    }

    private void Write(TextWriter stream, string text)
    {
        lock (_writing)
        {
            _progress?.Hide();
            bool redirected = stream == Console.Out ? Console.IsOutputRedirected : Console.IsErrorRedirected;
            string shown = PSHostUserInterface.GetOutputString(text, _escapesUnderstood && !redirected);
            stream.Write(shown);
            if (!redirected)
            {
                int lineEnd = shown.LastIndexOf('\n');
                UnfinishedLine = lineEnd < 0 ? UnfinishedLine + shown : shown[(lineEnd + 1)..];
            }
        }
    }
}
