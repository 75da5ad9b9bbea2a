using AmlEndpoints.Benchmarks.Server;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>How many questions the control plane answers.</summary>
internal sealed class ControlPlaneFigure : Figure
{
    private const int RoundCount = 7;

    public override string Name => "control-plane";

    public override string What => "GET of an online endpoint over 16 connections, requests a second";

    public override string Reach => ">= 3,000";

    public override string How => "sockets in this process, on the same cores; 7 rounds of 2 s in turn with an empty Kestrel application that answers as many bytes, after 4 s of each; medians";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        LocalWorkspace workspace = new(bench, "control-plane", endpoints: 1, deployments: 0);
        using ServerProcess server = ServerProcess.StartWorkspace(workspace.Folder);
        byte[] request = workspace.GetEndpoint(server);
        HttpLoad ours = new(server, request);
        using ServerProcess empty = ServerProcess.StartEmpty(ours.WarmUp());
        HttpLoad floor = new(empty, request);
        floor.WarmUp();
        IReadOnlyList<double[]> rates = Rounds.Run(RoundCount, ours.Round, floor.Round);
        (double rate, double most) = (rates[0].Median(), rates[1].Median());
        return new Measurement(
            $"{rate:#,0}",
            $"{ours.ServerMicroseconds:0} us of the processor a request, the client {ours.ClientMicroseconds:0} us; empty Kestrel {most:#,0} a second ({floor.ServerMicroseconds:0} and {floor.ClientMicroseconds:0} us; ratio {rate / most:0.00})");
    }
}
