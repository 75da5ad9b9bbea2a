using System.Globalization;
using System.Text;
using AmlEndpoints.Scoring;
using CsCheck;

namespace AmlEndpoints.Tests.Scoring;

public sealed class WritingNumbers
{
    private static readonly Gen<double> _numbers = Gen.Frequency(
        (4, Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite)),
        (2, Gen.Int.Select(bits => (double)BitConverter.Int32BitsToSingle(bits)).Where(double.IsFinite)),
        (2, Gen.Double[-1e17, 1e17]),
        (2, Gen.Double[9e14, 1e16]),
        (1, Gen.Double[-0.001, 0.001]),
        (1, Gen.Long.Select(number => (double)number)),
        (1, Gen.Int[-1_000_000, 1_000_000].Select(number => (double)number)),
        (1, Gen.Int[-1_000_000, 1_000_000].Select(number => number / 1000.0)),
        (1, Gen.Int[-1074, 1023].Select(exponent => Math.ScaleB(1, exponent))),
        (1, Gen.Select(Gen.Int[-320, 308], Gen.Int[-3, 3]).Select(PowerOfTen)));

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(3.0, "3.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(1e-05, "1e-05")]
    [InlineData(-1.5e-05, "-1.5e-05")]
    [InlineData(1e-07, "1e-07")]
    [InlineData(9.999999747378752e-06, "9.999999747378752e-06")]
    [InlineData(-2.581446647644043, "-2.581446647644043")]
    [InlineData(999999999999999.9, "999999999999999.9")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(-1e15, "-1000000000000000.0")]
    [InlineData(1000000000000000.5, "1000000000000000.5")]
    [InlineData(-1125899906842623.9, "-1125899906842623.9")]
    [InlineData(4503599627370495.5, "4503599627370495.5")]
    [InlineData(9007199254740993.0, "9007199254740992.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.0000000272564224e+16, "1.0000000272564224e+16")]
    [InlineData(1.2345678901234568e+16, "1.2345678901234568e+16")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1e100, "1e+100")]
    [InlineData(2.9802322387695312e-08, "2.9802322387695312e-08")]
    [InlineData(4.1045368012983762e-289, "4.1045368012983762e-289")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(1.7976931348623157e+308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Numbers_look_as_in_Python(double number, string text) => Assert.Equal(text, Write(number));

    [Fact]
    public void Every_double_has_its_shortest_digits_in_the_form_of_Python() => _numbers.Holds(
        number =>
        {
            string text = Write(number);

            Assert.Equal(Repr(number), text);
            Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.True(text.Length <= PythonNumber.MaxLength);
        },
        times: 100_000);

    // .NET 8, which PowerShell 7.4 has, and .NET 10 turn to exponents at different numbers.
    [Theory]
    [InlineData("1E+15", "1000000000000000.0")]
    [InlineData("-1.5E+15", "-1500000000000000.0")]
    [InlineData("1.0000000000000005E+15", "1000000000000000.5")]
    [InlineData("-1.1258999068426239E+15", "-1125899906842623.9")]
    [InlineData("9.999999999999998E+15", "9999999999999998.0")]
    [InlineData("1E+16", "1e+16")]
    [InlineData("-1.0000000272564224E+16", "-1.0000000272564224e+16")]
    [InlineData("1000000000000000", "1000000000000000.0")]
    [InlineData("1000000000000000.5", "1000000000000000.5")]
    [InlineData("10000000000000000", "1e+16")]
    [InlineData("-63355235459737540", "-6.335523545973754e+16")]
    [InlineData("12345678901234568", "1.2345678901234568e+16")]
    [InlineData("1.5E-05", "1.5e-05")]
    [InlineData("0", "0.0")]
    public void Every_release_of_the_runtime_gives_the_same_text(string text, string expected)
    {
        byte[] target = new byte[PythonNumber.MaxLength];
        int length = PythonNumber.Restyle(target, Encoding.ASCII.GetBytes(text, target));

        Assert.Equal(expected, Encoding.ASCII.GetString(target, 0, length));
    }

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(-1L, "-1")]
    [InlineData(9007199254740993L, "9007199254740993")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void Whole_numbers_are_exact(long number, string text)
    {
        byte[] target = new byte[PythonNumber.MaxLength];
        Assert.Equal(text, Encoding.ASCII.GetString(target, 0, PythonNumber.Format(number, target)));
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Assert.Equal("-1.5", Write(-1.5));
        Assert.Equal("-1.5e-07", Write(-1.5e-07));
        Assert.Equal("-1000000000000000.0", Write(-1e15));
        Assert.Equal("-Infinity", Write(double.NegativeInfinity));
    }

    private static string Write(double number)
    {
        byte[] target = new byte[PythonNumber.MaxLength];
        return Encoding.ASCII.GetString(target, 0, PythonNumber.Format(number, target));
    }

    private static double PowerOfTen(int exponent, int steps)
    {
        double power = double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{exponent}"), CultureInfo.InvariantCulture);
        return BitConverter.Int64BitsToDouble(Math.Max(0, BitConverter.DoubleToInt64Bits(power) + steps));
    }

    // float.__repr__ by its definition: as few digits as read back as the same number, of those the nearest; an exponent
    // below -4 and from 16. It shares no code with what is tested: the digits come from "E", which is exact at any length.
    private static string Repr(double number)
    {
        for (int digits = 1; ; digits++)
        {
            string text = Math.Abs(number).ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
            int mark = text.IndexOf('E', StringComparison.Ordinal);
            long mantissa = long.Parse(text[..mark].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            int exponent = int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
            // Beside a power of two the nearest text may lie too far below, and the next one read back.
            foreach (long candidate in new[] { mantissa, mantissa + 1, mantissa - 1 })
            {
                string scientific = string.Create(CultureInfo.InvariantCulture, $"{candidate}E{exponent - digits + 1}");
                if (double.Parse(scientific, CultureInfo.InvariantCulture) == Math.Abs(number))
                {
                    return (double.IsNegative(number) ? "-" : "") + Lay($"{candidate}", exponent);
                }
            }
        }
    }

    private static string Lay(string digits, int exponent)
    {
        string significant = digits.TrimEnd('0') is { Length: > 0 } some ? some : "0";
        return exponent switch
        {
            >= 16 or < -4 => $"{significant[0]}{(significant.Length > 1 ? "." + significant[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}",
            < 0 => "0." + new string('0', -exponent - 1) + significant,
            _ when significant.Length <= exponent + 1 => significant.PadRight(exponent + 1, '0') + ".0",
            _ => significant[..(exponent + 1)] + "." + significant[(exponent + 1)..],
        };
    }
}
