namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>What the import and a first prediction add to the start of pwsh.</summary>
internal sealed class PredictFigure : Figure
{
    public override string Name => "predict";

    public override string What => "what import and prediction of two images add / bare start of `pwsh`";

    public override string Reach => "<= 2";

    public override string How => "as `import`, with `; Invoke-AmlPrediction ./examples/endpoint_1/model ./test_data/images.csv` behind it; pwsh shows the predictions";

    public override Measurement Measure(Bench bench) =>
        Pwsh.Added("Import-Module ./out/AmlEndpoints; Invoke-AmlPrediction ./examples/endpoint_1/model ./test_data/images.csv");
}
