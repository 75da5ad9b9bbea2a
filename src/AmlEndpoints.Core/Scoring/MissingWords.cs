namespace AmlEndpoints.Scoring;

/// <summary>The texts that pandas reads as a missing value (pandas/_libs/parsers.pyx, STR_NA_VALUES), besides the empty one.</summary>
internal static class MissingWords
{
    private static readonly byte[][] _words =
    [
        .. "#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null"
            .Split('|').Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    public static bool Contains(ReadOnlySpan<byte> text)
    {
        // All but the two that begin like numbers begin with none of the characters of a number.
        if (text.Length > 9 || (text[0] >= '0' && text[0] <= '9' && text.IndexOf((byte)'#') < 0))
        {
            return false;
        }

        foreach (byte[] word in _words)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
