using AmlEndpoints.Benchmarks.Server;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>How long a user waits for the local workspace's server.</summary>
internal sealed class ServerStartFigure : Figure
{
    private const int RoundCount = 11;

    public override string Name => "server-start";

    public override string What => "start of the local workspace's server in a new folder, to its line of JSON";

    public override string Reach => "<= 0.7 s";

    public override string How => "11 starts each of the server in a new folder, in the same folder again, and of a `dotnet` program that ends at once, in turn; medians";

    public override Measurement Measure(Bench bench)
    {
        int round = 0;
        string Folder() => bench.TemporaryPath($"start-{round}");
        _ = (Start(Folder()), Start(Folder()), StartNothing());
        IReadOnlyList<double[]> times = Rounds.Run(RoundCount, () => Start(bench.TemporaryPath($"start-{++round}")), () => Start(Folder()), StartNothing);
        (double fresh, double again, double nothing) = (times[0].Median(), times[1].Median(), times[2].Median());
        return new Measurement(
            $"{fresh / 1000:0.00} s",
            $"{fresh:0} ms in a new folder, {again:0} ms in one that was there (least: {times[0][0]:0} and {times[1][0]:0} ms); an empty program {nothing:0} ms (ratio {fresh / nothing:0.0})");
    }

    private static double Start(string folder)
    {
        ServerProcess? server = null;
        double time = Rounds.Milliseconds(() => server = ServerProcess.StartWorkspace(folder));
        server!.Dispose();
        return time;
    }

    private static double StartNothing() => Rounds.Milliseconds(() => ChildProcess.Run("dotnet", Repository.OwnAssembly, EmptyChild.Argument));
}
