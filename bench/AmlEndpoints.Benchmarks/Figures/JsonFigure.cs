using System.Text.Json;

namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>A request of two images, from its bytes to the response's bytes, against the framework's JSON parser alone.</summary>
internal sealed class JsonFigure : Figure
{
    private const int RoundCount = 41;
    private const int Calls = 100;

    public override string Name => "json";

    public override string What => "`JsonDocument.Parse` / request to response, 2 x 784 JSON";

    public override string Reach => ">= 2";

    public override string How => "`OnnxModel.ScoreJson` into one `ArrayBufferWriter`, `JsonDocument.Parse` and dispose over the same bytes, and ONNX Runtime's `Run` alone; 41 rounds of 100 calls each in turn, after 3 s to warm up; medians";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        using JsonRequest request = new();
        Action parse = () => JsonDocument.Parse(request.Text).Dispose();
        Rounds.WarmUp(TimeSpan.FromSeconds(3), parse, request.Score, request.RunOnly);
        IReadOnlyList<double[]> times = Rounds.Run(
            RoundCount,
            () => Rounds.Microseconds(Calls, parse),
            () => Rounds.Microseconds(Calls, request.Score),
            () => Rounds.Microseconds(Calls, request.RunOnly));
        (double document, double whole, double run) = (times[0].Median(), times[1].Median(), times[2].Median());
        return new Measurement(
            $"{document / whole:0.0}",
            $"JsonDocument {document:0.0} us; ours {whole:0.0} us, of which ONNX Runtime {run:0.0} us (a floor)");
    }
}
