using System.Text;
using AmlEndpoints.Online;

namespace AmlEndpoints.Tests.Online;

public sealed class ReadingAnswers
{
    [Theory]
    [InlineData("""[{"0": -2.5, "1": 1.0}, {"0": NaN, "1": 1e3}]""", "0,1", "Double,Double", 2)]
    [InlineData("""{"predictions": [{"label": "a", "score": 1}, {"label": "b", "score": 0.5}]}""", "label,score", "String,Double", 2)]
    [InlineData("[5215.1981315798685, 3726.995485938578]", "0", "Double", 2)]
    [InlineData("[[1, 2, 3]]", "0,1,2", "Int64,Int64,Int64", 1)]
    [InlineData("\"[{\\\"ok\\\": true}]\"", "ok", "Boolean", 1)]
    [InlineData("""[{"a": 1}, {"b": null}]""", "a,b", "Object,Object", 2)]
    [InlineData("""{"label": "a"}""", "label", "String", 1)]
    [InlineData("[]", "", "", 0)]
    public void Rows_have_names_and_types(string body, string names, string types, int rows)
    {
        PredictionAnswer answer = PredictionAnswer.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Equal(names, string.Join(',', answer.Names));
        Assert.Equal(types, string.Join(',', answer.Types.Select(type => type.Name)));
        Assert.Equal(rows, answer.Rows.Count);
        Assert.All(answer.Rows, row => Assert.All(row.Zip(answer.Types), cell => Assert.True(cell.First is null || cell.Second.IsInstanceOfType(cell.First))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[1, 2")]
    [InlineData("[1] 2")]
    public void What_is_no_JSON_is_an_error(string body) =>
        Assert.Contains("the endpoint's answer", Assert.Throws<AmlInputException>(() => PredictionAnswer.Parse(Encoding.UTF8.GetBytes(body))).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_an_error() =>
        Assert.Throws<AmlInputException>(() => PredictionAnswer.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public void Only_new_lines_of_a_log_come_again()
    {
        IReadOnlyList<DeploymentLogLine> Log(string text) => DeploymentLogLine.Split(text, "e", "blue");

        Assert.Equal(["3", "4"], DeploymentLogLine.After(Log("1\n2\n"), Log("1\n2\n3\n4\n")).Select(line => line.Text));
        Assert.Equal(["4"], DeploymentLogLine.After(Log("1\n2\n3"), Log("2\n3\n4")).Select(line => line.Text));
        Assert.Empty(DeploymentLogLine.After(Log("1\n2"), Log("1\n2")));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 10, 0, 0, 123, TimeSpan.Zero), Log("2026-03-03 10:00:00,123 INFO ready")[0].Time);
        Assert.Null(Log("no time")[0].Time);
    }
}
