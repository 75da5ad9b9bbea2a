using System.Buffers;

namespace AmlEndpoints.Scoring;

/// <summary>A place in CSV text (RFC 4180; line ends may be CRLF, LF or CR).</summary>
internal ref struct CsvCells(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> _ends = SearchValues.Create(",\r\n"u8);

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The index of the next byte.</summary>
    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _text.Length;

    public readonly ReadOnlySpan<byte> Rest => _text[Position..];

    /// <summary>How many CRLF, LF and CR there are.</summary>
    public static int CountLineEnds(ReadOnlySpan<byte> text) =>
        text.Count((byte)'\n') + (text.Contains((byte)'\r') ? text.Count((byte)'\r') - text.Count("\r\n"u8) : 0);

    public void Skip(int bytes) => Position += bytes;

    /// <summary>Passes over empty lines, as pandas does (skip_blank_lines).</summary>
    public void SkipEmptyLines()
    {
        while (Position < _text.Length && _text[Position] is (byte)'\r' or (byte)'\n')
        {
            Position++;
        }
    }

    /// <summary>Takes the text of a cell, without its quotes, and leaves what ends it.</summary>
    /// <exception cref="AmlInputException">A quote is not closed, or text follows a closing quote.</exception>
    public ReadOnlySpan<byte> TakeCell()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length > 0 && rest[0] == (byte)'"')
        {
            return TakeQuoted(rest);
        }

        int end = rest.IndexOfAny(_ends);
        ReadOnlySpan<byte> cell = end < 0 ? rest : rest[..end];
        Position += cell.Length;
        return cell;
    }

    /// <summary>Takes a comma or a line end. Whether another cell follows.</summary>
    public bool TakeComma()
    {
        if (AtEnd)
        {
            return false;
        }

        if (_text[Position] == (byte)',')
        {
            Position++;
            return true;
        }

        Position += _text[Position] == (byte)'\r' && Position + 1 < _text.Length && _text[Position + 1] == (byte)'\n' ? 2 : 1;
        return false;
    }

    private ReadOnlySpan<byte> TakeQuoted(ReadOnlySpan<byte> rest)
    {
        int end = 1;
        bool doubled = false;
        while (true)
        {
            int quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                throw new AmlInputException(InputErrors.InvalidCsv, "a quote is not closed.");
            }

            end += quote + 1;
            if (end >= rest.Length || rest[end] != (byte)'"')
            {
                break;
            }

            doubled = true;
            end++;
        }

        if (end < rest.Length && !_ends.Contains(rest[end]))
        {
            throw new AmlInputException(InputErrors.InvalidCsv, "text follows a closing quote; a quote within quotes is written twice.");
        }

        Position += end;
        ReadOnlySpan<byte> inside = rest[1..(end - 1)];
        return doubled ? System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(inside).Replace("\"\"", "\"", StringComparison.Ordinal)) : inside;
    }
}
