using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace AmlEndpoints.Scoring;

/// <summary>
/// A place in a JSON text (RFC 8259, and the literals NaN, Infinity and -Infinity that Python's json module writes). Texts with escapes
/// are read by System.Text.Json, which also checks them.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    private const int DeepestValue = 64;

    private static readonly SearchValues<byte> _ends = SearchValues.Create(",]} \n\r\t"u8);

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The index of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>What is still to be read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _text[Position..];

    /// <summary>The next byte that is not white space, without taking it; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        ReadOnlySpan<byte> text = _text;
        int position = Position;
        while ((uint)position < (uint)text.Length && text[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        Position = position;
        return (uint)position < (uint)text.Length ? text[position] : (byte)0;
    }

    /// <summary>Takes bytes that were looked at in <see cref="Rest"/>.</summary>
    public void Skip(int bytes) => Position += bytes;

    /// <summary>Goes back, or on, to a place.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Takes the next byte if it is this one.</summary>
    public bool TryTake(byte expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes the next byte, which must be this one.</summary>
    public void Take(byte expected)
    {
        if (!TryTake(expected))
        {
            ThrowUnexpected($"'{(char)expected}'");
        }
    }

    /// <summary>After an item of a list or a member of an object: whether another follows. Takes the comma or the closing bracket.</summary>
    public bool TakeNext(byte close)
    {
        byte next = Peek();
        if (next != (byte)',' && next != close)
        {
            ThrowUnexpected($"',' or '{(char)close}'");
        }

        Position++;
        return next == (byte)',';
    }

    /// <summary>Takes a text without its quotes; escapes are resolved when there are any.</summary>
    public ReadOnlySpan<byte> TakeString()
    {
        if (Peek() != (byte)'"')
        {
            ThrowUnexpected("a text in quotes");
        }

        ReadOnlySpan<byte> rest = Rest[1..];
        int end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && rest[end] == (byte)'"' && !ContainsControl(rest[..end]))
        {
            Position += end + 2;
            return rest[..end];
        }

        Utf8JsonReader reader = ReadToken();
        try
        {
            byte[] unescaped = Encoding.UTF8.GetBytes(reader.GetString()!);
            Position += (int)reader.BytesConsumed;
            return unescaped;
        }
        catch (InvalidOperationException error)
        {
            throw Invalid($"the text in quotes is not valid Unicode ({error.Message})");
        }
    }

    /// <summary>Takes a number, or one of NaN, Infinity and -Infinity, as text.</summary>
    public ReadOnlySpan<byte> TakeNumber()
    {
        Peek();
        ReadOnlySpan<byte> rest = Rest;
        int length = rest.IndexOfAny(_ends);
        ReadOnlySpan<byte> number = length < 0 ? rest : rest[..length];
        if (!Utf8Number.IsJson(number) && !IsNonFinite(number))
        {
            ThrowUnexpected("a value");
        }

        Position += number.Length;
        return number;
    }

    /// <summary>Takes one of true, false and null.</summary>
    public void TakeWord(ReadOnlySpan<byte> word)
    {
        if (!Rest.StartsWith(word))
        {
            ThrowUnexpected("a value");
        }

        Position += word.Length;
    }

    /// <summary>Passes over a value of any kind.</summary>
    public void SkipValue() => SkipValue(0);

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        if (Peek() != 0 || Position < _text.Length)
        {
            ThrowUnexpected("the end of the text");
        }
    }

    /// <summary>An error at this place.</summary>
    public readonly AmlInputException Invalid(string what) => new(InputErrors.InvalidJson, $"{Place()}: {what}.");

    /// <summary>The error for a byte that cannot stand here.</summary>
    [DoesNotReturn]
    public void ThrowUnexpected(string expected)
    {
        byte found = Peek();
        throw found == 0 && Position >= _text.Length
            ? Invalid($"the JSON ends here, where {expected} should follow; it seems to be cut off")
            : Invalid($"the JSON has '{Encoding.UTF8.GetString(Rest[..Math.Min(Rest.Length, 12)])}' where {expected} should stand");
    }

    /// <summary>The place for people: line and column, from 1; columns count bytes.</summary>
    public readonly string Place()
    {
        ReadOnlySpan<byte> before = _text[..Math.Min(Position, _text.Length)];
        int line = before.Count((byte)'\n') + 1;
        int column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return $"line {line}, column {column}";
    }

    private void SkipValue(int depth)
    {
        byte first = Peek();
        switch (first)
        {
            case (byte)'{' or (byte)'[' when depth == DeepestValue:
                throw Invalid($"the value is nested deeper than {DeepestValue}");
            case (byte)'{' or (byte)'[':
                // In ASCII the closing brackets stand two places behind the opening ones.
                byte close = (byte)(first + 2);
                Skip(1);
                for (bool more = !TryTake(close); more; more = TakeNext(close))
                {
                    if (first == (byte)'{')
                    {
                        TakeString();
                        Take((byte)':');
                    }

                    SkipValue(depth + 1);
                }

                break;
            case (byte)'"': TakeString(); break;
            case (byte)'t': TakeWord("true"u8); break;
            case (byte)'f': TakeWord("false"u8); break;
            case (byte)'n': TakeWord("null"u8); break;
            default: TakeNumber(); break;
        }
    }

    private Utf8JsonReader ReadToken()
    {
        Utf8JsonReader reader = new(Rest);
        try
        {
            reader.Read();
        }
        catch (JsonException error)
        {
            throw Invalid(Without(error));
        }

        return reader;
    }

    private static bool ContainsControl(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0;

    private static bool IsNonFinite(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8);

    // The framework adds its own count of lines, which starts at the value that was passed over.
    private static string Without(JsonException error)
    {
        int end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.');
    }
}
