using System.Management.Automation;

namespace AmlShell;

/// <summary>Shows the latest progress on one line of the terminal, drawn over again.</summary>
internal sealed class ProgressLine(TextWriter terminal)
{
    private const string StartAndErase = "\r\e[K";

    private readonly List<(long Source, int Activity, string Text)> _activities = [];
    private string _shown = "";

    public void Show(long source, ProgressRecord record)
    {
        _activities.RemoveAll(activity => activity.Source == source && activity.Activity == record.ActivityId);
        if (record.RecordType == ProgressRecordType.Processing)
        {
            _activities.Add((source, record.ActivityId, Describe(record)));
        }

        if (_activities.Count == 0)
        {
            Hide();
        }
        else
        {
            Draw(_activities[^1].Text);
        }
    }

    /// <summary>Makes room for other output; the next record shows the line again.</summary>
    public void Hide()
    {
        if (_shown.Length > 0)
        {
            terminal.Write(StartAndErase);
            _shown = "";
        }
    }

    public void End()
    {
        _activities.Clear();
        Hide();
    }

    private static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $"{record.PercentComplete} %" : "";
        string remaining = record.SecondsRemaining >= 0 ? $"{record.SecondsRemaining} s left" : "";
        string?[] parts = [record.StatusDescription, percent, record.CurrentOperation, remaining];
        return $"{record.Activity}: {string.Join("  ", parts.Where(part => !string.IsNullOrWhiteSpace(part)))}".ReplaceLineEndings(" ");
    }

    private void Draw(string text)
    {
        // A line as wide as the terminal would wrap.
        int room = Math.Max(Console.WindowWidth - 1, 0);
        string line = text.Length > room ? text[..room] : text;
        if (line != _shown)
        {
            terminal.Write(StartAndErase + line);
            _shown = line;
        }
    }
}
