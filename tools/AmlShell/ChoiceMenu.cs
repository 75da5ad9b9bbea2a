using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace AmlShell;

/// <summary>The choices of a question: "[Y] Yes  [N] No  [?] Help (default is "Y"): ".</summary>
internal sealed class ChoiceMenu(Collection<ChoiceDescription> choices, int defaultChoice)
{
    public string Prompt
    {
        get
        {
            IEnumerable<string> entries = choices.Select(choice => $"[{Key(choice)}] {Label(choice)}  ");
            string hint = IsChoice(defaultChoice) ? $" (default is \"{Key(choices[defaultChoice])}\")" : "";
            return $"{string.Concat(entries)}[?] Help{hint}: ";
        }
    }

    public string Help => string.Concat(choices.Select(choice => $"{Key(choice)} - {choice.HelpMessage}{Environment.NewLine}"));

    /// <summary>The choice whose key or label was typed, or the default one for an empty answer.</summary>
    public int? Find(string answer)
    {
        if (answer.Length == 0 && IsChoice(defaultChoice))
        {
            return defaultChoice;
        }

        int index = choices.ToList().FindIndex(choice => Same(answer, Key(choice)) || Same(answer, Label(choice)));
        return IsChoice(index) ? index : null;
    }

    // The letter after '&' is the key; a label without one is its own key.
    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant()
            : Label(choice);
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static bool Same(string answer, string text) => answer.Equals(text, StringComparison.OrdinalIgnoreCase);

    private bool IsChoice(int index) => index >= 0 && index < choices.Count;
}
