using System.Globalization;
using System.Text;
using System.Text.Json;
using AmlEndpoints.Scoring;
using CsCheck;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Tests.Scoring;

public sealed class ReadingNumbers
{
    private static readonly Gen<string> _digits = Gen.Char['0', '9'].Array[1, 20].Select(digits => new string(digits));

    private static readonly Gen<string> _decimals = Gen.Select(Gen.Bool, _digits, Gen.Int[0, 20]).Select((negative, digits, places) =>
        (negative ? "-" : "") + (places >= digits.Length ? "0." + digits : places == 0 ? digits : digits[..^places] + "." + digits[^places..]));

    private static readonly Gen<string> _short = Gen.Select(Gen.Int[-99_999, 99_999], Gen.Int[0, 10]).Select((number, places) =>
        (number / Math.Pow(10, places)).ToString($"F{places}", CultureInfo.InvariantCulture));

    private static readonly Gen<double> _doubles = Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite);

    private static readonly Gen<string> _notations = Gen.Frequency(
        (4, _decimals),
        (2, _doubles.Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
        (1, _doubles.Select(number => number.ToString("E16", CultureInfo.InvariantCulture))),
        (1, Gen.Double[-1000, 1000].Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
        (1, Gen.Double[-1, 1].Select(number => number.ToString("F10", CultureInfo.InvariantCulture))),
        (1, Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.Long[1, 1L << 52].Select(bits => BitConverter.Int64BitsToDouble(bits).ToString("E20", CultureInfo.InvariantCulture))),
        (1, Gen.Select(_decimals, Gen.Int[-330, 330]).Select((number, exponent) => string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}"))));

    private static readonly Gen<string> _almostNumbers = Gen.Char["01234567890123456789..-+eE:/ "].Array[0, 20].Select(characters => new string(characters));

    [Fact]
    public void Every_notation_gives_the_nearest_double() => _notations.Holds(
        text =>
        {
            Assert.True(Utf8Number.TryParse(Encoding.ASCII.GetBytes(text), out double number));
            AssertSame(double.Parse(text, CultureInfo.InvariantCulture), number);
        },
        times: 20_000);

    [Fact]
    public void The_fast_path_gives_the_same_double_or_nothing() => _notations.Holds(
        text =>
        {
            if (TryReadShort(text, out double number))
            {
                AssertSame(double.Parse(text, CultureInfo.InvariantCulture), number);
            }
        },
        times: 20_000);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("0.1234567890123456")]
    [InlineData("999999999999999")]
    [InlineData("-99999999999999.9")]
    [InlineData("1.000000000000000")]
    [InlineData("900719925474099.2")]
    [InlineData("0.4941176471")]
    [InlineData("-7.20")]
    public void The_fast_path_takes_what_is_short(string text)
    {
        Assert.True(TryReadShort(text, out double number));
        AssertSame(double.Parse(text, CultureInfo.InvariantCulture), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("-.5")]
    [InlineData("1..2")]
    [InlineData("1.2.3")]
    [InlineData("01")]
    [InlineData("-01.5")]
    [InlineData("1e5")]
    [InlineData("1.5E-3")]
    [InlineData("NaN")]
    [InlineData("1,2")]
    [InlineData("1:")]
    [InlineData("1/")]
    [InlineData("0.1234567:")]
    [InlineData("0.12345678/")]
    [InlineData("0.12345678901234567")]
    [InlineData("0.9007199254740993")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345.12345678")]
    [InlineData("18446744073709551616.0")]
    public void The_fast_path_leaves_everything_else(string text) => Assert.False(TryReadShort(text, out _));

    [Fact]
    public void The_fast_path_takes_nothing_but_numbers() => _almostNumbers.Holds(
        text =>
        {
            if (TryReadShort(text, out double number))
            {
                Assert.True(Utf8Number.IsJson(Encoding.ASCII.GetBytes(text)));
                AssertSame(double.Parse(text, CultureInfo.InvariantCulture), number);
            }
        },
        times: 100_000);

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1_0")]
    [InlineData("0x10")]
    [InlineData("$1")]
    [InlineData("(1)")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("1\0")]
    public void What_is_not_a_number_is_not_read(string text) => Assert.False(Utf8Number.TryParse(Encoding.UTF8.GetBytes(text), out double _));

    [Fact]
    public void A_JSON_number_is_what_the_framework_takes_for_one() => Gen.Frequency((1, _notations), (4, _almostNumbers)).Holds(
        text => Assert.Equal(IsJsonToTheFramework(text), Utf8Number.IsJson(Encoding.ASCII.GetBytes(text))),
        times: 50_000);

    [Fact]
    public void A_run_takes_numbers_in_their_order_and_stops_before_the_first_other_value() =>
        Gen.Select(Gen.Frequency((8, _short), (1, _notations), (1, _almostNumbers)).Array[1, 40], Gen.Bool, Gen.Int[0, 600]).Holds(
            (numbers, spaces, cut) =>
            {
                string all = string.Join(spaces ? ", " : ",", numbers);
                byte[] text = Encoding.ASCII.GetBytes(all[..Math.Min(cut, all.Length)]);
                using NumericTensorBuffer<double> doubles = new(TensorElementType.Double);
                using NumericTensorBuffer<float> floats = new(TensorElementType.Float);
                doubles.EnsureElements(numbers.Length);
                floats.EnsureElements(numbers.Length);

                int filled = NumberRun.Read(text, doubles, 0, numbers.Length, out int consumed);

                Assert.Equal(filled, NumberRun.Read(text, floats, 0, numbers.Length, out int consumedByFloats));
                Assert.Equal(consumed, consumedByFloats);
                Assert.Equal(numbers.Take(filled).Sum(number => number.Length + 1) + (spaces && filled > 1 ? filled - 1 : 0), consumed);
                for (int index = 0; index < filled; index++)
                {
                    double expected = double.Parse(numbers[index].TrimStart(' '), NumberStyles.Float, CultureInfo.InvariantCulture);
                    AssertSame(expected, doubles.Values[index]);
                    AssertSame((float)expected, floats.Values[index]);
                }
            },
            times: 10_000);

    [Fact]
    public void A_run_takes_nearly_all_of_what_is_short()
    {
        string[] numbers = [.. Enumerable.Range(0, 784).Select(index => (index / 783.0).ToString("F10", CultureInfo.InvariantCulture))];
        using NumericTensorBuffer<float> floats = new(TensorElementType.Float);
        floats.EnsureElements(numbers.Length);

        Assert.InRange(NumberRun.Read(Encoding.ASCII.GetBytes(string.Join(',', numbers)), floats, 0, numbers.Length, out _), 770, 783);
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        using NordicCulture culture = new();

        Assert.True(Utf8Number.TryParse("-1.5e3"u8, out double number));
        AssertSame(-1500, number);
        Assert.False(Utf8Number.TryParse("1,5"u8, out double _));
        Assert.False(Utf8Number.TryParse("\u22121"u8, out double _));
        Assert.True(Utf8Number.TryParse("-12"u8, out long whole));
        Assert.Equal(-12, whole);
    }

    private static bool TryReadShort(string text, out double number)
    {
        byte[] readable = new byte[text.Length + Utf8Number.Reach];
        // What lies behind the number must not matter.
        readable.AsSpan().Fill((byte)'7');
        Encoding.ASCII.GetBytes(text, readable);
        return Utf8Number.TryReadShort(ref readable[0], text.Length, out number);
    }

    private static bool IsJsonToTheFramework(string text)
    {
        try
        {
            Utf8JsonReader reader = new(Encoding.ASCII.GetBytes(text));
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length == text.Length && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual), $"{expected:R} and not {actual:R}");
}
