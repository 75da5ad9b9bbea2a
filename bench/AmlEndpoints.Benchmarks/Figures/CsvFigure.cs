using System.Buffers.Text;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>A large CSV file, from the file to the predictions, against one thread that does nothing but parse the numbers.</summary>
internal sealed class CsvFigure : Figure
{
    private const int Rows = 10_000;
    private const int RoundCount = 15;

    // The runtime compiles a method for good after thirty calls, and does so beside the work.
    private const int WarmUps = 30;

    public override string Name => "csv";

    public override string What => "one thread of `Utf8Parser` / file to predictions, 10,000 x 784 CSV";

    public override string Reach => ">= 3";

    public override string How => "`Invoke-AmlPrediction model file`, output collected, in a runspace of this process; `Utf8Parser.TryParse(double)` over the same bytes in memory; 15 rounds in turn after 30 to warm up; medians";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        string path = bench.TemporaryPath("10000.csv");
        ImageCsv.Write(path, Rows);
        byte[] text = File.ReadAllBytes(path);
        double cold = Predict(bench, path);
        Rounds.Run(WarmUps, () => Predict(bench, path));
        Rounds.Run(2, () => Parse(text));
        IReadOnlyList<double[]> times = Rounds.Run(RoundCount, () => Parse(text), () => Predict(bench, path));
        File.Delete(path);
        (double parser, double cmdlet) = (times[0].Median(), times[1].Median());
        return new Measurement(
            $"{parser / cmdlet:0.0}",
            $"cmdlet {cmdlet:0} ms warmed ({text.Length / 1000 / cmdlet:0} MB/s), {cold:0} ms cold with loading the model (ratio {parser / cold:0.0}); parser {parser:0} ms");
    }

    private static double Predict(Bench bench, string path)
    {
        int predicted = 0;
        double time = Rounds.Milliseconds(() => predicted = bench.Module.Predict(path).Count);
        return predicted == Rows ? time : throw new InvalidOperationException($"There are {predicted} predictions for {Rows} rows.");
    }

    private static double Parse(byte[] text)
    {
        int parsed = 0;
        double time = Rounds.Milliseconds(() => parsed = CountNumbers(text));
        return parsed == Rows * ImageCsv.Columns ? time : throw new InvalidOperationException($"The parser has read {parsed} numbers.");
    }

    // The parser finds the end of a number by itself; behind it stands the one comma or line end.
    private static int CountNumbers(ReadOnlySpan<byte> text)
    {
        int count = 0;
        int position = text.IndexOf((byte)'\n') + 1;
        while (position < text.Length && Utf8Parser.TryParse(text[position..], out double _, out int length))
        {
            position += length + 1;
            count++;
        }

        return count;
    }
}
