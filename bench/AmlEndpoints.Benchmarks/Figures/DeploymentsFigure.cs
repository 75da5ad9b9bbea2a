using System.Diagnostics;
using AmlEndpoints.Benchmarks.Server;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>A workspace with as many endpoints as it may have, started again.</summary>
internal sealed class DeploymentsFigure : Figure
{
    private const double MB = 1_000_000;

    public override string Name => "deployments";

    public override string What => "100 endpoints with 2 deployments each: start of the server until all have predicted, and its working set then";

    public override string Reach => "<= 10 s, <= 600 MB";

    public override string How => "deployed by the cmdlets; then the server is started again and each deployment gets the scenario's request, one after the other";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        LocalWorkspace? workspace = null;
        double setup = Rounds.Milliseconds(() => workspace = new LocalWorkspace(bench, "deployments", endpoints: 100, deployments: 2)) / 1000;
        long start = Stopwatch.GetTimestamp();
        using ServerProcess server = ServerProcess.StartWorkspace(workspace!.Folder);
        double ready = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int predicted = PredictAllAsync(workspace, server).Result;
        double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
        server.Process.Refresh();
        return new Measurement(
            $"{all:0.0} s, {server.Process.WorkingSet64 / MB:0} MB",
            $"ready after {ready:0.00} s, {predicted} predictions {all - ready:0.00} s; peak of the working set {server.Process.PeakWorkingSet64 / MB:0} MB; to deploy them took {setup:0.0} s");
    }

    private static async Task<int> PredictAllAsync(LocalWorkspace workspace, ServerProcess server)
    {
        using HttpConnection connection = new();
        await connection.OpenAsync(server.Uri);
        int predicted = 0;
        for (int endpoint = 0; endpoint < workspace.Endpoints.Count; endpoint++)
        {
            for (int deployment = 0; deployment < workspace.Deployments.Count; deployment++, predicted++)
            {
                await connection.ExchangeAsync(workspace.Score(server, endpoint, deployment));
            }
        }

        return predicted;
    }
}
