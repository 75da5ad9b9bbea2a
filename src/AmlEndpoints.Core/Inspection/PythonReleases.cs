namespace AmlEndpoints.Inspection;

/// <summary>When support of Python's releases ends (devguide.python.org, Status of Python versions).</summary>
internal static class PythonReleases
{
    private static readonly Dictionary<int, DateOnly> _ends = new()
    {
        [6] = new DateOnly(2021, 12, 23),
        [7] = new DateOnly(2023, 6, 27),
        [8] = new DateOnly(2024, 10, 7),
        [9] = new DateOnly(2025, 10, 31),
        [10] = new DateOnly(2026, 10, 31),
        [11] = new DateOnly(2027, 10, 31),
        [12] = new DateOnly(2028, 10, 31),
        [13] = new DateOnly(2029, 10, 31),
        [14] = new DateOnly(2030, 10, 31),
    };

    /// <summary>The last day of support, or null for a release that is not known.</summary>
    /// <param name="version">A version such as 3.9 or 3.9.10.</param>
    public static DateOnly? EndOfSupport(string version) =>
        version.Split('.') is ["3", var minor, ..] && int.TryParse(minor, System.Globalization.CultureInfo.InvariantCulture, out int release)
            ? release < 6 ? _ends[6] : _ends.TryGetValue(release, out DateOnly end) ? end : null
            : null;
}
