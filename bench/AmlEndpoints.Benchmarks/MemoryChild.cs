using System.Diagnostics;
using System.Globalization;

namespace AmlEndpoints.Benchmarks;

/// <summary>The process whose memory is measured: it says its idle working set and its peak, in bytes, and the seconds in between.</summary>
internal static class MemoryChild
{
    public const string Argument = "--memory-child";

    public static void Run(string csv, string output)
    {
        using ModuleHost module = new();
        module.Predict(Repository.Csv);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        long idle = Read(process => process.WorkingSet64);
        long start = Stopwatch.GetTimestamp();
        module.Predict(csv, output);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long peak = Read(process => process.PeakWorkingSet64);
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{idle} {peak} {time.TotalSeconds}"));
    }

    private static long Read(Func<Process, long> size)
    {
        using Process self = Process.GetCurrentProcess();
        return size(self);
    }
}
