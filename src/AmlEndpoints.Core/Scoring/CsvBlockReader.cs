using System.Buffers;

namespace AmlEndpoints.Scoring;

/// <summary>Cuts a CSV file into blocks of whole records, so that they can be read side by side in constant memory.</summary>
internal sealed class CsvBlockReader(Stream stream)
{
    /// <summary>Large enough that a block is worth a thread's while, small enough that it is still in the cache of a core when it is parsed.</summary>
    public const int BlockSize = 1 << 17;

    private const int LongestRecord = 1 << 29;

    private byte[] _rest = [];
    private long _line = 1;
    private bool _ended;
    private bool _started;

    /// <summary>How many bytes were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads the next records.</summary>
    /// <returns>At least one whole record, or null at the end.</returns>
    /// <exception cref="AmlInputException">A record is longer than 512 MB; mostly a quote that is never closed.</exception>
    public CsvBlock? Read()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, _rest.Length * 2));
        _rest.CopyTo(buffer, 0);
        int length = _rest.Length;
        while (true)
        {
            length += Fill(buffer, length);
            int cut = _ended ? length : LastRecordEnd(buffer.AsSpan(0, length));
            if (cut > 0 || _ended)
            {
                return Cut(buffer, cut, length);
            }

            if (buffer.Length >= LongestRecord)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw new AmlInputException(InputErrors.InvalidCsv, $"line {_line}: the record that begins here is longer than {LongestRecord >> 20} MB. Is a quote not closed?");
            }

            byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private CsvBlock? Cut(byte[] buffer, int cut, int length)
    {
        _rest = buffer.AsSpan(cut, length - cut).ToArray();
        if (cut == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return null;
        }

        CsvBlock block = new(buffer, cut, _line);
        _line += CsvCells.CountLineEnds(block.Text);
        return block;
    }

    private int Fill(byte[] buffer, int length)
    {
        int start = length;
        int read;
        while (length < buffer.Length && (read = stream.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
        }

        _ended = length < buffer.Length;
        BytesRead += length - start;
        if (!_started)
        {
            int mark = ByteOrderMark.LengthIn(buffer.AsSpan(start, length - start));
            buffer.AsSpan(start + mark, length - start - mark).CopyTo(buffer.AsSpan(start));
            length -= mark;
            _started = true;
        }

        return length - start;
    }

    // A line end within quotes is text. Every block begins with a record. Whether a CR at the very end is one half of a CRLF is not known yet.
    private static int LastRecordEnd(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> text = block.TrimEnd((byte)'\r');
        int cut = 0;
        int from = 0;
        while (true)
        {
            int quote = OpeningQuote(text, from);
            int end = text[from..(quote < 0 ? text.Length : quote)].LastIndexOfAny((byte)'\n', (byte)'\r');
            cut = end >= 0 ? from + end + 1 : cut;
            int close = quote < 0 ? -1 : text[(quote + 1)..].IndexOf((byte)'"');
            if (close < 0)
            {
                return cut;
            }

            from = quote + close + 2;
        }
    }

    // Behind a closing quote there is another only when the two stand for one. Everywhere else a quote opens a cell or is a part of it.
    private static int OpeningQuote(ReadOnlySpan<byte> text, int from)
    {
        for (int quote = from; ; quote++)
        {
            int next = text[quote..].IndexOf((byte)'"');
            quote += next;
            if (next < 0 || quote == from || text[quote - 1] is (byte)',' or (byte)'\n' or (byte)'\r')
            {
                return next < 0 ? -1 : quote;
            }
        }
    }
}
