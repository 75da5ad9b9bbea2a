using System.Globalization;
using CsCheck;

namespace AmlEndpoints.Tests;

/// <summary>
/// Checks what must hold for all values: with the same values in each run, unless the environment asks for others (AML_TEST_SEED) or for
/// so many times more (AML_TEST_FACTOR).
/// </summary>
internal static class Property
{
    private static readonly ulong _seed = Read("AML_TEST_SEED", 20_240_401);

    private static readonly ulong _factor = Read("AML_TEST_FACTOR", 1);

    public static void Holds<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> test, int times = 1000) =>
        values.Holds(both => test(both.Item1, both.Item2), times);

    public static void Holds<T1, T2, T3>(this Gen<(T1, T2, T3)> values, Action<T1, T2, T3> test, int times = 1000) =>
        values.Holds(all => test(all.Item1, all.Item2, all.Item3), times);

    /// <summary>Runs the test for values of the generator. A value that fails is made smaller and printed with its seed.</summary>
    public static void Holds<T>(this Gen<T> values, Action<T> test, int times = 1000)
    {
        PCG random = new(1, _seed);
        for (ulong run = 0; run < (ulong)times * _factor; run++)
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

    private static ulong Read(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out ulong value) ? value : otherwise;
}
