using System.Text;

namespace AmlEndpoints.Datastores;

/// <summary>
/// Compares texts by their Unicode code points, as Python does: azure-ai-ml sorts files so, and content must get the same hash and
/// the same first file here. <see cref="StringComparer.Ordinal"/> compares UTF-16 units, which is another order beyond U+D7FF.
/// </summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        StringRuneEnumerator left = (x ?? "").EnumerateRunes();
        StringRuneEnumerator right = (y ?? "").EnumerateRunes();
        while (true)
        {
            bool more = left.MoveNext();
            if (!right.MoveNext())
            {
                return more ? 1 : 0;
            }

            if (!more)
            {
                return -1;
            }

            int difference = left.Current.CompareTo(right.Current);
            if (difference != 0)
            {
                return difference;
            }
        }
    }
}
