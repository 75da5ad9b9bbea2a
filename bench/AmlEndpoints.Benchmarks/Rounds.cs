using System.Diagnostics;

namespace AmlEndpoints.Benchmarks;

/// <summary>Measures several things in turn, round after round, so that what else goes on in the machine meets all of them alike.</summary>
internal static class Rounds
{
    /// <summary>Runs each measure once a round.</summary>
    /// <param name="count">How many rounds.</param>
    /// <param name="measures">Each runs something and says how long it took.</param>
    /// <returns>What each said, in order from the least.</returns>
    public static IReadOnlyList<double[]> Run(int count, params Func<double>[] measures)
    {
        double[][] results = [.. measures.Select(_ => new double[count])];
        for (int round = 0; round < count; round++)
        {
            for (int index = 0; index < measures.Length; index++)
            {
                results[index][round] = measures[index]();
            }
        }

        foreach (double[] result in results)
        {
            Array.Sort(result);
        }

        return results;
    }

    /// <summary>The middle one of sorted values.</summary>
    public static double Median(this double[] sorted) => (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;

    /// <summary>Milliseconds that something takes.</summary>
    public static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Microseconds that a call of something takes, over many calls.</summary>
    public static double Microseconds(int calls, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }

    /// <summary>Runs something for a while, until the runtime has compiled it for speed.</summary>
    public static void WarmUp(TimeSpan time, params Action[] actions)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (Action action in actions)
            {
                action();
            }
        }
    }
}
