using System.Globalization;
using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>A line of a deployment's log. A request is kept as its numbers; it becomes text when the line is written.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Container">Which part of the deployment it is of.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Text">The text; for a request what kind of one it was.</param>
/// <param name="RequestId">The request's x-request-id, or null for what is not a request.</param>
/// <param name="StatusCode">What the request was answered with.</param>
/// <param name="Milliseconds">How long the model took.</param>
internal readonly record struct LogLine(
    DateTimeOffset Time, ContainerType Container, LogLevel Level, string Text, string? RequestId = null, int StatusCode = 0, double Milliseconds = 0)
{
    /// <summary>Writes the line: UTC time in ISO 8601, level, text.</summary>
    public void WriteTo(StringBuilder target)
    {
        target.Append(CultureInfo.InvariantCulture, $"{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {NameOf(Level)} ");
        // A line is one line, whatever its text holds.
        int start = target.Length;
        target.Append(Text).Replace('\r', ' ', start, Text.Length).Replace('\n', ' ', start, Text.Length);
        if (RequestId is not null)
        {
            target.Append(CultureInfo.InvariantCulture, $" {StatusCode} {Milliseconds:F3} ms x-request-id {RequestId}");
        }

        target.Append('\n');
    }

    // Python's names, as azmlinfsrv writes them.
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Error or LogLevel.Critical => "ERROR",
        LogLevel.Warning => "WARNING",
        _ => "INFO",
    };
}
