using System.Globalization;

namespace AmlEndpoints.Online;

/// <summary>A line of a deployment's log.</summary>
/// <param name="EndpointName">The endpoint.</param>
/// <param name="DeploymentName">The deployment.</param>
/// <param name="Time">The time that the line begins with, if it does; without a zone it is UTC.</param>
/// <param name="Text">The whole line.</param>
public sealed record DeploymentLogLine(string EndpointName, string DeploymentName, DateTimeOffset? Time, string Text)
{
    /// <summary>The whole line.</summary>
    public override string ToString() => Text;

    /// <summary>The lines of a log.</summary>
    internal static IReadOnlyList<DeploymentLogLine> Split(string content, string endpointName, string deploymentName) =>
        [.. content.TrimEnd('\n', '\r').Split('\n').Select(line => line.TrimEnd('\r')).SkipWhile(line => line.Length == 0)
            .Select(line => new DeploymentLogLine(endpointName, deploymentName, TimeOf(line), line))];

    /// <summary>The lines that are new in a log that was got again: those behind the longest piece that both have.</summary>
    public static IEnumerable<DeploymentLogLine> After(IReadOnlyList<DeploymentLogLine> before, IReadOnlyList<DeploymentLogLine> now)
    {
        int shared = Math.Min(before.Count, now.Count);
        while (shared > 0 && !before.Skip(before.Count - shared).SequenceEqual(now.Take(shared)))
        {
            shared--;
        }

        return now.Skip(shared);
    }

    // "2026-03-03T10:00:00.123Z text" and "2026-03-03 10:00:00,123 text", as Python writes it.
    private static DateTimeOffset? TimeOf(string line)
    {
        string[] words = line.Split(' ', 3);
        return words[0].Length >= 10 && words[0][4..5] == "-"
            && (TryParse(words[0]) ?? (words.Length > 1 ? TryParse($"{words[0]} {words[1].Replace(',', '.')}") : null)) is { } time
            ? time
            : null;
    }

    private static DateTimeOffset? TryParse(string text) => text.Contains(':', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
}
