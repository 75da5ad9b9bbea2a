using CsCheck;

namespace AmlEndpoints.Tests;

/// <summary>Checks what must hold for all values: with the same values in each run.</summary>
internal static class Property
{
    private const ulong Seed = 20_240_401;

    public static void Holds<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> test, int times = 1000) =>
        values.Holds(both => test(both.Item1, both.Item2), times);

    public static void Holds<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Action<T1, T2, T3> test, int times = 1000) =>
        values.Holds(all => test(all.Item1, all.Item2, all.Item3), times);

    /// <summary>Runs the test for values of the generator. A value that fails is made smaller and printed with its seed.</summary>
    public static void Holds<T>(this Gen<T> values, Action<T> test, int times = 1000)
    {
        PCG random = new(1, Seed);
        for (int run = 0; run < times; run++)
        {
            string start = random.ToString();
            T value = values.Generate(random, null!, out _);
            try
            {
                test(value);
            }
            catch (Exception error)
            {
                values.Sample(test, seed: start, iter: 1000, threads: 1);
                throw new InvalidOperationException($"It failed once, for {start} (run {run}), and not again: {error.Message}", error);
            }
        }
    }
}
