namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>The first example from nothing: server, model, endpoint, deployment, predictions, and all of it deleted.</summary>
internal sealed class ScenarioFigure : Figure
{
    public override string Name => "scenario";

    public override string What => "what `examples/endpoint_1/run.ps1` in a new local workspace adds to the bare start of `pwsh`";

    public override string Reach => "<= 3 s";

    public override string How => "as `import`, with `Connect-AmlWorkspace -Local -Path <new folder>; ./examples/endpoint_1/run.ps1` behind it";

    public override Measurement Measure(Bench bench)
    {
        int run = 0;
        return Pwsh.AddedSeconds(() => $"Import-Module ./out/AmlEndpoints; $null = Connect-AmlWorkspace -Local -Path '{bench.TemporaryPath($"scenario-{++run}")}'; ./examples/endpoint_1/run.ps1");
    }
}
