namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>What the import of the module adds to the start of pwsh.</summary>
internal sealed class ImportFigure : Figure
{
    public override string Name => "import";

    public override string What => "what `Import-Module` adds / bare start of `pwsh`";

    public override string Reach => "<= 0.5";

    public override string How => "11 starts each of `pwsh -NoProfile -Command 1` and of `... -Command 'Import-Module ./out/AmlEndpoints'` in turn; medians";

    public override Measurement Measure(Bench bench) => Pwsh.Added("Import-Module ./out/AmlEndpoints");
}
