using System.Globalization;
using System.Runtime.InteropServices;

namespace AmlEndpoints.Benchmarks;

/// <summary>What the absolute values depend on.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    public static string Describe() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}, "
        + DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC" + Load();

    // Who else works on this machine changes the figures.
    private static string Load() => File.Exists(LoadFile) ? $", load {File.ReadAllText(LoadFile).Split(' ')[0]} at the start" : "";
}
