using System.Runtime.InteropServices;
using AmlEndpoints.Benchmarks.Figures;
using AmlEndpoints.Benchmarks.Server;

namespace AmlEndpoints.Benchmarks;

/// <summary>Measures the figures and prints them as one table. No time is asserted: the exit code is 0.</summary>
internal static class Program
{
    // In this order: the first run of the csv figure is cold only as long as nothing else has predicted in this process.
    private static readonly Figure[] _figures =
    [
        new ImportFigure(), new PredictFigure(), new CsvFigure(), new JsonFigure(), new MemoryFigure(), new AllocationsFigure(),
        new ServerStartFigure(), new ScenarioFigure(), new ControlPlaneFigure(), new ScoringFigure(), new DeploymentsFigure(),
    ];

    private static void Main(string[] arguments)
    {
        switch (arguments)
        {
            case [EmptyChild.Argument]:
                return;
            case [MemoryChild.Argument, string csv, string output]:
                MemoryChild.Run(csv, output);
                return;
            case [EmptyServer.Argument, string answerLength]:
                EmptyServer.Run(answerLength);
                return;
        }

        BenchOptions options = BenchOptions.Parse(arguments, [.. _figures.Select(figure => figure.Name)]);
        if (options.Mistake is not null)
        {
            Console.Error.WriteLine(options.Mistake);
            return;
        }

        using Bench bench = new(options);
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        FigureTable.Write(Console.Out, [.. _figures.Where(figure => options.Selects(figure.Name)).Select(figure => (figure, Measure(figure, bench)))]);
    }

    private static Measurement Measure(Figure figure, Bench bench)
    {
        Console.Error.WriteLine($"measuring {figure.Name} ...");
        try
        {
            if (figure.UsesModule)
            {
                bench.ImportModule();
            }

            return figure.Measure(bench);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new Measurement("failed", error.Message.ReplaceLineEndings(" "));
        }
    }

    // No child runs on, and the temporary folder goes as the process ends.
    private static PosixSignalRegistration StopOn(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ =>
    {
        ChildProcess.Stop();
        Environment.Exit(130);
    });
}
