using System.Runtime.CompilerServices;

namespace AmlEndpoints.Scoring;

/// <summary>Whether lists in lists make a box: on each level all have the same length, and hold either lists or values.</summary>
internal struct ListShape
{
    /// <summary>How deep lists can be nested.</summary>
    public const int Deepest = 16;

    private Lengths _lengths;

    /// <summary>Whether a list was other than those before it.</summary>
    public bool IsRagged { get; private set; }

    /// <summary>Takes a list that has ended.</summary>
    public void Add(int depth, int lists, int values)
    {
        // 0 means that there was none yet.
        int length = lists > 0 ? -lists : values + 1;
        IsRagged |= (lists > 0 && values > 0) || (_lengths[depth] != 0 && _lengths[depth] != length);
        _lengths[depth] = length;
    }

    [InlineArray(Deepest)]
    private struct Lengths
    {
        private int _first;
    }
}
