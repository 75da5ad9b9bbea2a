namespace AmlEndpoints.Benchmarks;

/// <summary>The process that does nothing: what the start of any .NET program takes.</summary>
internal static class EmptyChild
{
    public const string Argument = "--empty-child";
}
