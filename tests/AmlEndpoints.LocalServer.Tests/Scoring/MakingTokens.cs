using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AmlEndpoints.LocalServer.Scoring;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class MakingTokens
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] _key = Encoding.UTF8.GetBytes("a signing key with 32 bytes or more");

    private readonly EndpointTokens _tokens = new(_key, "workspace-1");

    [Fact]
    public void A_token_lives_an_hour_and_has_the_claims_of_azure_ml()
    {
        EndpointToken token = _tokens.Create("digits", _now);

        Assert.Equal(_now.AddHours(1).ToUnixTimeSeconds(), token.ExpiryTimeUtc);
        Assert.Equal(_now.AddMinutes(30).ToUnixTimeSeconds(), token.RefreshAfterTimeUtc);
        string[] parts = token.AccessToken.Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(Decode(parts[0])));
        JsonElement claims = JsonDocument.Parse(Decode(parts[1])).RootElement;
        Assert.Equal("digits", claims.GetProperty("endpointName").GetString());
        Assert.Equal("workspace-1", claims.GetProperty("workspaceId").GetString());
        Assert.Equal(("azureml", "azureml"), (claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal(token.ExpiryTimeUtc, claims.GetProperty("exp").GetInt64());
        Assert.Contains("onlineEndpoints/score/action", claims.GetProperty("actions").GetString(), StringComparison.Ordinal);
        Assert.Equal(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")), Decode(parts[2]));
    }

    [Fact]
    public void A_changed_character_makes_a_token_invalid()
    {
        string token = _tokens.Create("digits", _now).AccessToken;
        Assert.True(_tokens.IsValid(token, "Digits", _now));

        for (int index = 0; index < token.Length; index++)
        {
            char[] changed = token.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';
            Assert.False(_tokens.IsValid(changed, "digits", _now), $"character {index}");
            Assert.False(_tokens.IsValid(token.AsSpan(0, index), "digits", _now));
        }
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS512","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"1"}""")]
    [InlineData("not json")]
    public void A_header_that_asks_for_something_else_is_refused_even_when_it_is_signed(string header)
    {
        string claims = _tokens.Create("digits", _now).AccessToken.Split('.')[1];

        Assert.False(_tokens.IsValid(Sign(Encode(header), claims), "digits", _now));
        Assert.False(_tokens.IsValid($"{Encode(header)}.{claims}.", "digits", _now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"iss":"azureml","aud":"azureml","workspaceId":"workspace-1","endpointName":"digits"}""")]
    [InlineData("""{"iss":"azureml","aud":"azureml","workspaceId":"workspace-1","endpointName":"digits","exp":"9999999999"}""")]
    [InlineData("""{"iss":"azureml","aud":"azureml","workspaceId":"workspace-1","endpointName":"digits","exp":1e300}""")]
    [InlineData("""{"iss":"azureml","aud":"azureml","workspaceId":"workspace-1","endpointName":["digits"],"exp":9999999999}""")]
    [InlineData("""{"iss":"other","aud":"azureml","workspaceId":"workspace-1","endpointName":"digits","exp":9999999999}""")]
    [InlineData("""{"iss":"azureml","aud":"other","workspaceId":"workspace-1","endpointName":"digits","exp":9999999999}""")]
    public void Claims_that_are_not_ours_are_refused_even_when_they_are_signed(string claims)
    {
        string header = _tokens.Create("digits", _now).AccessToken.Split('.')[0];

        Assert.False(_tokens.IsValid(Sign(header, Encode(claims)), "digits", _now));
        Assert.False(_tokens.IsValid(Sign(header, "not+base64url*"), "digits", _now));
    }

    [Fact]
    public void Garbage_is_not_valid_and_does_not_throw()
    {
        Random random = new(7);
        string token = _tokens.Create("digits", _now).AccessToken;
        for (int round = 0; round < 20_000; round++)
        {
            char[] text = round % 2 == 0 ? new char[random.Next(0, 300)] : token.ToCharArray();
            for (int change = 0; change < (round % 2 == 0 ? text.Length : 3); change++)
            {
                int index = random.Next(text.Length);
                char other = (char)random.Next(round % 3 == 0 ? 0x10000 : 0x80);
                text[index] = other == text[index] ? '~' : other;
            }

            Assert.False(_tokens.IsValid(text, "digits", _now) && !text.AsSpan().SequenceEqual(token));
        }

        Assert.False(_tokens.IsValid(new string('a', 1_000_000), "digits", _now));
        Assert.False(_tokens.IsValid(new string('.', 4096), "digits", _now));
    }

    private static string Sign(string header, string claims) =>
        $"{header}.{claims}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{header}.{claims}")))}";

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
