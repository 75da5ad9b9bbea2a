using System.Text.Json.Nodes;
using AmlEndpoints.Assets;
using AmlEndpoints.Service;

namespace AmlEndpoints.Tests.Assets;

/// <summary>Requests and answers for models, with the examples of the API's specification.</summary>
public sealed class SpeakingOfModels : IDisposable
{
    private const string Api = "api-version=2024-04-01";
    private const string Address = "azureml://datastores/workspaceblobstore/paths/model";

    private readonly AssetService _service = new();

    private ModelClient Models => new(_service.Connection);

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_version_is_put_as_the_specification_has_it()
    {
        JsonObject spec = JsonNode.Parse(TestData.Read("wire/assets/ModelVersion.createOrUpdate.json"))!["parameters"]!["body"]!.AsObject();
        _service.Answer(404).Answer(201, AssetService.Example("ModelVersion.createOrUpdate", 201));

        await Models.RegisterAsync(new ModelRegistration("mnist", Address)
        {
            Version = "1",
            Body = new ResourceBody().Set("d", "properties", "description").Set(new Dictionary<string, string> { ["a"] = "b" }, "properties", "tags"),
        });

        Assert.Equal([$"GET /models/mnist/versions/1?{Api}", $"PUT /models/mnist/versions/1?{Api}"], _service.Requests);
        JsonObject sent = _service.Bodies[1]!.AsObject();
        JsonObject expected = new()
        {
            ["properties"] = new JsonObject
            {
                ["description"] = "d",
                ["tags"] = new JsonObject { ["a"] = "b" },
                ["properties"] = new JsonObject(),
                ["isAnonymous"] = false,
                ["isArchived"] = false,
                ["modelType"] = "custom_model",
                ["modelUri"] = Address,
            },
        };
        Assert.True(JsonNode.DeepEquals(expected, sent), sent.ToJsonString());
        Assert.Subset(new HashSet<string>([.. Names(spec), "isArchived"]), new HashSet<string>(Names(sent)));
    }

    [Fact]
    public async Task A_version_is_read_from_the_answer_of_the_service()
    {
        JsonObject json = AssetService.Example("ModelVersion.get");
        json["id"] = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws/models/mir_test_model/versions/3";
        json["name"] = "3";
        json["properties"]!["modelUri"] = "azureml://subscriptions/s/resourceGroups/rg/workspaces/ws/datastores/workspaceblobstore/paths/LocalUpload/0a/model.pkl";
        _service.Answer(200, json);

        ModelVersion model = await Models.GetAsync("azureml:mir_test_model:3");

        Assert.Equal([$"GET /models/mir_test_model/versions/3?{Api}"], _service.Requests);
        Assert.Equal(("mir_test_model", "3", "CustomModel", "workspaceblobstore"), (model.Name, model.Version, model.Type, model.DatastoreName));
        Assert.Equal(("string", "string", new DateTimeOffset(2020, 1, 1, 12, 34, 56, 999, TimeSpan.Zero)), (model.Description, model.CreatedBy, model.CreatedAt));
        Assert.Equal(["string"], model.Flavors);
        Assert.Equal("string", model.Tags["string"]);
        Assert.Equal("mir_test_model:3", model.ToString());
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("mnist@latest")]
    [InlineData("azureml:mnist@latest")]
    public async Task The_latest_is_the_last_created(string reference)
    {
        JsonObject list = AssetService.Example("ModelVersion.list");
        list.Remove("nextLink");
        _service.Answer(200, list);

        await Models.GetAsync(reference);

        Assert.Equal([$"GET /models/mnist/versions?{Api}&$orderBy=createdtime desc&$top=1&listViewType=ActiveOnly"], _service.Requests);
    }

    [Fact]
    public async Task Without_a_version_it_gets_the_one_that_the_service_counts_and_tries_again_when_that_is_taken()
    {
        JsonObject container = AssetService.Example("ModelContainer.get");
        _service.Answer(404).Answer(409, Error("Conflict", "It exists."));
        container["properties"]!["nextVersion"] = "7";
        _service.Answer(200, container).Answer(201, AssetService.Example("ModelVersion.createOrUpdate", 201));

        await Models.RegisterAsync(new ModelRegistration("mnist", Address));

        Assert.Equal([$"GET /models/mnist?{Api}", $"PUT /models/mnist/versions/1?{Api}", $"GET /models/mnist?{Api}", $"PUT /models/mnist/versions/7?{Api}"], _service.Requests);
    }

    [Fact]
    public async Task A_version_that_exists_is_refused_before_anything_is_sent()
    {
        _service.Answer(200, AssetService.Example("ModelVersion.get"));

        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => Models.RegisterAsync(new ModelRegistration("mnist", Address) { Version = "1" }));

        Assert.Equal(ServiceErrors.Exists, error.Code);
        Assert.Contains("Set-AmlModel", error.Message, StringComparison.Ordinal);
        Assert.Single(_service.Requests);
    }

    [Theory]
    [InlineData("-a", null)]
    [InlineData("a b", null)]
    [InlineData("a\n", null)]
    [InlineData("a/b", null)]
    [InlineData("a", "1:2")]
    public async Task Names_that_the_service_would_refuse_are_refused_here(string name, string? version)
    {
        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => Models.RegisterAsync(new ModelRegistration(name, Address) { Version = version }));

        Assert.Equal(ServiceErrors.InvalidName, error.Code);
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("m@newest")]
    [InlineData("m:1:2")]
    [InlineData("")]
    public async Task A_text_that_names_no_model_is_refused(string reference) =>
        Assert.Equal(ServiceErrors.InvalidName, (await Assert.ThrowsAsync<AmlServiceException>(() => Models.GetAsync(reference))).Code);

    [Fact]
    public async Task Lists_follow_the_next_page_and_filter()
    {
        JsonObject first = AssetService.Example("ModelVersion.list");
        first["nextLink"] = $"https://management.azure.com{_service.Connection.Address.Id}/models/m/versions?{Api}&$skip=2";
        JsonObject second = AssetService.Example("ModelVersion.list");
        second.Remove("nextLink");
        _service.Answer(200, first).Answer(200, second);

        List<ModelVersion> models = [];
        await foreach (ModelVersion model in Models.ListVersionsAsync("m", AssetView.All))
        {
            models.Add(model);
        }

        Assert.Equal(2, models.Count);
        Assert.Equal([$"GET /models/m/versions?{Api}&$orderBy=createdtime desc&listViewType=All", $"GET /models/m/versions?{Api}&$skip=2"], _service.Requests);
    }

    [Fact]
    public async Task Archiving_a_model_sends_its_container_back()
    {
        _service.Answer(200, AssetService.Example("ModelContainer.get")).Answer(200, AssetService.Example("ModelContainer.get"));

        await Models.ArchiveAllAsync("testContainer", isArchived: true);

        Assert.Equal([$"GET /models/testContainer?{Api}", $"PUT /models/testContainer?{Api}"], _service.Requests);
        Assert.Equal("""{"properties":{"description":"Model container description","tags":{"tag1":"value1","tag2":"value2"},"isArchived":true}}""", _service.Bodies[1]!.ToJsonString());
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_an_error()
    {
        _service.Answer(200).Answer(204);

        await Models.DeleteAsync("m", "1");
        AmlServiceException error = await Assert.ThrowsAsync<AmlServiceException>(() => Models.DeleteAllAsync("m"));

        Assert.Equal([$"DELETE /models/m/versions/1?{Api}", $"DELETE /models/m?{Api}"], _service.Requests);
        Assert.Equal(ServiceErrors.NotFound, error.Code);
    }

    private static JsonObject Error(string code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    private static IEnumerable<string> Names(JsonObject json) => json.SelectMany(member => member.Value is JsonObject inner && member.Key == "properties" ? [member.Key, .. inner.Select(item => item.Key)] : new[] { member.Key });
}
