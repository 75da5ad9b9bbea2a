using System.Globalization;

namespace AmlEndpoints.Service;

/// <summary>The header Retry-After (RFC 9110, 10.2.3): seconds, or a date.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null when the header is missing or wrong.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time > now ? time - now : TimeSpan.Zero
            : null;
    }
}
