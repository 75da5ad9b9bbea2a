using System.Diagnostics;
using AmlEndpoints.Benchmarks.Server;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>How many predictions an endpoint gives.</summary>
internal sealed class ScoringFigure : Figure
{
    private const int RoundCount = 7;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(2);

    public override string Name => "scoring";

    public override string What => "the scenario's request to `/score` over 16 connections, requests a second";

    public override string Reach => "none yet";

    public override string How => "as `control-plane`; in turn also `OnnxModel.ScoreJson` of the same request in this process, a thread for each core";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        LocalWorkspace workspace = new(bench, "scoring", endpoints: 1, deployments: 1);
        using ServerProcess server = ServerProcess.StartWorkspace(workspace.Folder);
        byte[] request = workspace.Score(server, 0, 0);
        HttpLoad ours = new(server, request);
        using ServerProcess empty = ServerProcess.StartEmpty(ours.WarmUp());
        HttpLoad floor = new(empty, request);
        floor.WarmUp();
        ScoreRate();
        IReadOnlyList<double[]> rates = Rounds.Run(RoundCount, ours.Round, floor.Round, ScoreRate);
        (double rate, double most, double core) = (rates[0].Median(), rates[1].Median(), rates[2].Median());
        double floorRate = 1 / ((1 / most) + (1 / core));
        return new Measurement(
            $"{rate:#,0}",
            $"{ours.ServerMicroseconds:0} us of the processor a request, the client {ours.ClientMicroseconds:0} us; empty Kestrel {most:#,0} a second ({floor.ServerMicroseconds:0} and {floor.ClientMicroseconds:0} us; ratio {rate / most:0.00}), ScoreJson alone {core:#,0} (ratio {rate / core:0.00}), so both together {floorRate:#,0} (ratio {rate / floorRate:0.00})");
    }

    private static double ScoreRate()
    {
        long start = Stopwatch.GetTimestamp();
        long[] scored = new long[Environment.ProcessorCount];
        Thread[] threads = [.. scored.Select((_, index) => new Thread(() => scored[index] = Score(start)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return scored.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Score(long start)
    {
        using JsonRequest request = new();
        long scored = 0;
        for (; Stopwatch.GetElapsedTime(start) < _round; scored++)
        {
            request.Score();
        }

        return scored;
    }
}
