using System.Globalization;
using System.Reflection;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>What a file of any size takes in memory.</summary>
internal sealed class MemoryFigure : Figure
{
    private const double MB = 1_000_000;

    public override string Name => "memory";

    public override string What => "peak above the idle host while a CSV of 1 GB becomes a file of predictions";

    public override string Reach => "<= 200 MB";

    public override string How => "a process with the engine and the module: working set after `images.csv` and a collection, then its peak over `Invoke-AmlPrediction model file -OutputPath x.csv`";

    public override Measurement Measure(Bench bench)
    {
        string csv = bench.TemporaryPath("large.csv");
        string output = bench.TemporaryPath("predictions.csv");
        ImageCsv.Write(csv, rows: bench.Options.CsvSizeMB * 1_000_000L / ImageCsv.RowLength);
        double size = new FileInfo(csv).Length / MB;
        double[] said = [.. RunChild(csv, output).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        (double idle, double peak, double seconds) = (said[0] / MB, said[1] / MB, said[2]);
        File.Delete(csv);
        return new Measurement(
            $"{peak - idle:0} MB",
            $"idle {idle:0} MB, peak {peak:0} MB; {size:0} MB in {seconds:0.0} s ({size / seconds:0} MB/s)");
    }

    private static string RunChild(string csv, string output)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] own = [MemoryChild.Argument, csv, output];
        return ChildProcess.Run(program, isHost ? [Assembly.GetExecutingAssembly().Location, .. own] : own);
    }
}
