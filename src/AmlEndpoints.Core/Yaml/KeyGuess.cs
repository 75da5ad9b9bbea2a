namespace AmlEndpoints.Yaml;

/// <summary>Says what a key that a map does not have was probably meant to be.</summary>
internal static class KeyGuess
{
    /// <summary>The message for an unknown key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">The key of the map that it stands in; empty for the whole file.</param>
    /// <param name="keys">The keys of that map.</param>
    public static string Explain(string key, string name, IReadOnlyList<SpecKey> keys)
    {
        string where = name.Length == 0 ? "here" : $"in '{name}'";
        string unknown = $"there is no key '{key}' {where}.";
        if (name.Length == 0 && SpecKind.OfKey(key) is { } kind)
        {
            return $"{unknown} It belongs in {kind.Article} {kind.Name} file.";
        }

        string[] names = [.. keys.Where(known => !known.IsReadOnly).Select(known => known.Name).Order(StringComparer.Ordinal)];
        return Nearest(key, names) is { } guess ? $"{unknown} Did you mean '{guess}'?" : $"{unknown} There can be {string.Join(", ", names)}.";
    }

    // The candidate that a text is a misspelling of; null when none is near.
    private static string? Nearest(string text, IEnumerable<string> candidates)
    {
        string snake = ToSnakeCase(text);
        (string Candidate, int Distance)[] near = [.. candidates.Select(candidate => (candidate, Distance(snake, candidate))).OrderBy(pair => pair.Item2)];

        // With more letters wrong it is another word.
        return near.Length > 0 && near[0].Distance <= (near[0].Candidate.Length <= 4 ? 1 : near[0].Candidate.Length <= 8 ? 2 : 3) ? near[0].Candidate : null;
    }

    private static string ToSnakeCase(string text) =>
        string.Concat(text.Take(100).Select((letter, place) =>
            letter is '-' or ' ' ? "_"
            : char.IsAsciiLetterUpper(letter) && place > 0 && char.IsAsciiLetterLower(text[place - 1]) ? $"_{char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));

    // Levenshtein: the fewest letters to put in, take out or change.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
