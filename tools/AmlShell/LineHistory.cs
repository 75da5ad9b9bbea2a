namespace AmlShell;

/// <summary>The lines of this session, for the up and down keys.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private string _unfinished = "";
    private int _position;

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
        }
    }

    /// <summary>Goes to the end, where a new line begins.</summary>
    public void Restart() => _position = _lines.Count;

    public string Previous(string current)
    {
        if (_position == _lines.Count)
        {
            _unfinished = current;
        }

        return MoveTo(_position - 1, current);
    }

    public string Next(string current) => MoveTo(_position + 1, current);

    private string MoveTo(int position, string current)
    {
        if (position < 0 || position > _lines.Count)
        {
            return current;
        }

        _position = position;
        return position == _lines.Count ? _unfinished : _lines[position];
    }
}
