namespace AmlEndpoints.Benchmarks;

/// <summary>One row of the table: something that is measured against something else in the same run.</summary>
internal abstract class Figure
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What the figure says, for people.</summary>
    public abstract string What { get; }

    /// <summary>The value that the design aims at.</summary>
    public abstract string Reach { get; }

    /// <summary>How it is measured, in a line.</summary>
    public abstract string How { get; }

    /// <summary>Whether it needs the module in this process. It is imported before: only then do Core's types resolve, to those of the module.</summary>
    public virtual bool UsesModule => false;

    public abstract Measurement Measure(Bench bench);
}

/// <summary>What was measured.</summary>
/// <param name="Ratio">The figure itself.</param>
/// <param name="Absolute">The times or sizes behind it.</param>
internal sealed record Measurement(string Ratio, string Absolute);
