using System.Globalization;

namespace AmlEndpoints.Tests;

/// <summary>
/// A current culture in which numbers look as in Sweden: a comma for the decimals and U+2212 for minus. Made by hand, since the tests run
/// without the data of real cultures.
/// </summary>
internal sealed class NordicCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public NordicCulture()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.PositiveInfinitySymbol = "∞";
        culture.NumberFormat.NegativeInfinitySymbol = "\u2212∞";
        culture.NumberFormat.NaNSymbol = "¤¤¤";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
