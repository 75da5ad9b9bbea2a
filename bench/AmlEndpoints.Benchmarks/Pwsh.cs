namespace AmlEndpoints.Benchmarks;

/// <summary>The user's pwsh, started anew for each measurement.</summary>
internal static class Pwsh
{
    /// <summary>What a figure says where there is none.</summary>
    public static readonly Measurement Skipped = new("skipped", "because pwsh is not on the PATH");

    private const int Starts = 11;

    /// <summary>
    /// Measures what a command adds to the bare start of pwsh: both in turn, the difference of their medians over the median of the bare
    /// start.
    /// </summary>
    public static Measurement Added(string command) => Measure(() => command, (bare, with) => $"{(with - bare) / bare:0.00}");

    /// <summary>Measures the same, and gives the difference in seconds.</summary>
    /// <param name="command">Makes the command of each start.</param>
    public static Measurement AddedSeconds(Func<string> command) => Measure(command, (bare, with) => $"{(with - bare) / 1000:0.00} s");

    private static Measurement Measure(Func<string> command, Func<double, double, string> figure)
    {
        if (Find() is not { } pwsh)
        {
            return Skipped;
        }

        // The first start of each reads files from disk.
        Start(pwsh, "1");
        Start(pwsh, command());
        IReadOnlyList<double[]> times = Rounds.Run(Starts, () => Start(pwsh, "1"), () => Start(pwsh, command()));
        (double bare, double with) = (times[0].Median(), times[1].Median());
        return new Measurement(
            figure(bare, with),
            $"{bare:0} ms bare, {with:0} ms with it, {with - bare:0} ms added (least: {times[0][0]:0} and {times[1][0]:0} ms)");
    }

    private static double Start(string pwsh, string command) =>
        Rounds.Milliseconds(() => ChildProcess.Run(pwsh, "-NoProfile", "-Command", command));

    private static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
