using System.Globalization;

namespace AmlEndpoints.Benchmarks;

/// <summary>The command line: names of figures (none means all), and <c>--csv-size-mb</c>.</summary>
/// <param name="Names">The figures to measure; all when there are none.</param>
/// <param name="CsvSizeMB">The size of the file of the memory figure, in 1,000,000 bytes.</param>
/// <param name="Mistake">What is wrong with the arguments, or null.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Names, int CsvSizeMB, string? Mistake)
{
    private const string SizeOption = "--csv-size-mb";

    public bool Selects(string name) => Names.Count == 0 || Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    public static BenchOptions Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        List<string> names = [];
        int size = 1000;
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            if (argument == SizeOption)
            {
                if (++index == arguments.Count || !int.TryParse(arguments[index], CultureInfo.InvariantCulture, out size) || size < 1)
                {
                    return Wrong($"{SizeOption} needs a number of megabytes.", known);
                }
            }
            else if (known.Contains(argument, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(argument);
            }
            else
            {
                return Wrong($"'{argument}' is not a figure.", known);
            }
        }

        return new BenchOptions(names, size, null);
    }

    private static BenchOptions Wrong(string what, IReadOnlyList<string> known) =>
        new([], 0, $"{what} Give none for all figures, or some of {string.Join(", ", known)}; and {SizeOption} for the memory figure (1000).");
}
