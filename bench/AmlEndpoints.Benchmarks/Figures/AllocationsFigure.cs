namespace AmlEndpoints.Benchmarks.Figures;

/// <summary>What a request leaves for the garbage collector.</summary>
internal sealed class AllocationsFigure : Figure
{
    private const int Calls = 1000;

    public override string Name => "allocations";

    public override string What => "managed memory that a JSON request allocates";

    public override string Reach => "<= 2 KB";

    public override string How => "`GC.GetAllocatedBytesForCurrentThread` over 1,000 calls of `OnnxModel.ScoreJson` into one `ArrayBufferWriter`, after 1 s to warm up";

    public override bool UsesModule => true;

    public override Measurement Measure(Bench bench)
    {
        using JsonRequest request = new();
        Rounds.WarmUp(TimeSpan.FromSeconds(1), request.Score, request.RunOnly);
        double whole = BytesACall(request.Score);
        return new Measurement($"{whole / 1024:0.00} KB", $"{whole:0} bytes a call; ONNX Runtime's own wrapper {BytesACall(request.RunOnly):0} of them");
    }

    private static double BytesACall(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }
}
