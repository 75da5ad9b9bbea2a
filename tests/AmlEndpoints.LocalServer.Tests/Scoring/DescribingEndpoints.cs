using System.Net;
using System.Text.Json;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class DescribingEndpoints
{
    [Theory]
    [InlineData("", "swagger", "2.0")]
    [InlineData("?version=2", "swagger", "2.0")]
    [InlineData("?version=3", "openapi", "3.0.3")]
    [InlineData("?version=3.1", "openapi", "3.1.0")]
    public async Task There_is_a_document_of_each_version(string query, string key, string version)
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        HttpResponseMessage answer = await server.Client.GetAsync(ScoringRoutes.SwaggerPath("digits") + query);

        JsonElement document = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(version, document.GetProperty(key).GetString());
        Assert.Equal("digits", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("ServiceHealthCheck", document.GetProperty("paths").GetProperty("/").GetProperty("get").GetProperty("operationId").GetString());
        Assert.Equal("RunMLService", document.GetProperty("paths").GetProperty("/score").GetProperty("post").GetProperty("operationId").GetString());
        AssertReferencesExist(document, document);
    }

    [Fact]
    public async Task The_address_of_the_document_and_its_paths_make_the_scoring_address()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        JsonElement two = await (await server.Client.GetAsync(ScoringRoutes.SwaggerPath("digits"))).JsonAsync();
        JsonElement three = await (await server.Client.GetAsync(ScoringRoutes.SwaggerPath("digits") + "?version=3")).JsonAsync();

        Uri expected = new(server.BaseAddress, ScoringRoutes.ScoringPath("digits"));
        Assert.Equal(expected, new Uri($"{two.GetProperty("schemes")[0]}://{two.GetProperty("host")}{two.GetProperty("basePath")}/score"));
        Assert.Equal(expected, new Uri($"{three.GetProperty("servers")[0].GetProperty("url")}/score"));
    }

    [Fact]
    public async Task The_columns_of_the_signature_and_the_input_example_are_in_it()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.ExampleModel);

        JsonElement input = (await (await server.Client.GetAsync(ScoringRoutes.SwaggerPath("digits"))).JsonAsync()).GetProperty("definitions").GetProperty("ServiceInput");
        JsonElement table = input.GetProperty("properties").GetProperty("input_data").GetProperty("properties");

        Assert.Equal("col_783", table.GetProperty("columns").GetProperty("items").GetProperty("enum")[783].GetString());
        Assert.Equal("double", table.GetProperty("data").GetProperty("items").GetProperty("items").GetProperty("format").GetString());
        JsonElement row = input.GetProperty("example").GetProperty("input_data").GetProperty("data")[0];
        Assert.Contains(row.EnumerateArray(), value => value.GetDouble() > 0);
        Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync(input.GetProperty("example").GetRawText())).StatusCode);
    }

    [Fact]
    public async Task Another_version_is_refused_as_the_container_does()
    {
        await using ScoringServer server = await ScoringServer.StartAsync(TestData.Model("int64"));

        HttpResponseMessage answer = await server.Client.GetAsync(ScoringRoutes.SwaggerPath("digits") + "?version=9");

        Assert.Equal((HttpStatusCode.FailedDependency, "404"), (answer.StatusCode, answer.Header("ms-azureml-model-error-statuscode")));
        Assert.Equal("Swagger version [9] is not valid. Supported versions: [2, 3, 3.1].", (await answer.JsonAsync()).GetProperty("message").GetString());
    }

    private static void AssertReferencesExist(JsonElement document, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (member.Name == "$ref")
                {
                    JsonElement target = document;
                    foreach (string part in member.Value.GetString()!.Split('/').Skip(1))
                    {
                        target = target.GetProperty(part);
                    }
                }

                AssertReferencesExist(document, member.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                AssertReferencesExist(document, item);
            }
        }
    }
}
