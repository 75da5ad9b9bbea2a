using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// The description of an endpoint's interface, made from the model's signature: Swagger 2.0, OpenAPI 3.0 or 3.1, with the paths and names that
/// azmlinfsrv's generated documents have (azureml_inference_server_http, swagger.py).
/// </summary>
internal static class SwaggerDocument
{
    private const string Healthy = "If service is up and running, this response will be returned with the content 'Healthy'";
    private const string Scored = "The service processed the input correctly and provided a result prediction, if applicable.";
    private const string Failed = "The service failed to execute due to an error.";
    private const string Payload = "The input payload for executing the real-time machine learning service.";

    /// <summary>Writes the document.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The request; its address tells the document's.</param>
    /// <param name="version">The version that the caller asks for.</param>
    /// <returns>UTF-8; null for a version that there is not.</returns>
    public static byte[]? Create(OnnxModel model, HttpRequest request, string version)
    {
        JsonObject? document = version switch
        {
            "2" or "2.0" => Swagger(model, request),
            "3" or "3.0" => OpenApi("3.0.3", model, request),
            "3.1" => OpenApi("3.1.0", model, request),
            _ => null,
        };
        return document is null ? null : Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static JsonObject Swagger(OnnxModel model, HttpRequest request) => new()
    {
        ["swagger"] = "2.0",
        ["info"] = Info(request),
        ["host"] = request.Host.Value,
        ["basePath"] = BasePath(request),
        ["schemes"] = new JsonArray(request.Scheme),
        ["consumes"] = new JsonArray("application/json"),
        ["produces"] = new JsonArray("application/json"),
        ["securityDefinitions"] = new JsonObject
        {
            ["Bearer"] = new JsonObject
            {
                ["type"] = "apiKey",
                ["name"] = "Authorization",
                ["in"] = "header",
                ["description"] = "For example: Bearer abc123",
            },
        },
        ["paths"] = Paths(
            "Bearer",
            Answer(Healthy, new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" }, ["examples"] = new JsonObject { ["application/json"] = "Healthy" } }),
            Answer(Scored, new JsonObject { ["schema"] = Reference("#/definitions/ServiceOutput") }),
            () => Answer(Failed, new JsonObject { ["schema"] = Reference("#/definitions/ErrorResponse") }),
            new KeyValuePair<string, JsonNode?>("parameters", new JsonArray(new JsonObject
            {
                ["name"] = "serviceInputPayload",
                ["in"] = "body",
                ["description"] = Payload,
                ["schema"] = Reference("#/definitions/ServiceInput"),
            }))),
        ["definitions"] = SwaggerSchemas.Create(model),
    };

    private static JsonObject OpenApi(string version, OnnxModel model, HttpRequest request) => new()
    {
        ["openapi"] = version,
        ["info"] = Info(request),
        ["servers"] = new JsonArray(new JsonObject { ["url"] = $"{request.Scheme}://{request.Host.Value}{BasePath(request)}" }),
        ["paths"] = Paths(
            "bearerAuth",
            Answer(Healthy, Content("text/html", new JsonObject { ["type"] = "string" })),
            Answer(Scored, Content("application/json", Reference("#/components/schemas/ServiceOutput"))),
            () => Answer(Failed, Content("application/json", Reference("#/components/schemas/ErrorResponse"))),
            new KeyValuePair<string, JsonNode?>("requestBody", Answer(Payload, Content("application/json", Reference("#/components/schemas/ServiceInput"))))),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["bearerAuth"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
            },
            ["schemas"] = SwaggerSchemas.Create(model),
        },
    };

    private static JsonObject Info(HttpRequest request) => new()
    {
        ["title"] = EndpointDoor.EndpointOf(request),
        ["description"] = $"API specification for the Azure Machine Learning service {EndpointDoor.EndpointOf(request)}",
        ["version"] = "1.0",
    };

    private static JsonObject Paths(string security, JsonObject healthy, JsonObject scored, Func<JsonObject> failed, KeyValuePair<string, JsonNode?> input) => new()
    {
        ["/"] = new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = "ServiceHealthCheck",
                ["description"] = "Simple health check endpoint to ensure the service is up at any given point.",
                ["security"] = Security(security),
                ["responses"] = new JsonObject { ["200"] = healthy, ["default"] = failed() },
            },
        },
        ["/score"] = new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = "RunMLService",
                ["description"] = "Run web service's model and get the prediction output",
                ["security"] = Security(security),
                [input.Key] = input.Value,
                ["responses"] = new JsonObject { ["200"] = scored, ["default"] = failed() },
            },
        },
    };

    private static JsonArray Security(string name) => [new JsonObject { [name] = new JsonArray() }];

    private static JsonObject Answer(string description, JsonObject more)
    {
        more["description"] = description;
        return more;
    }

    private static JsonObject Content(string type, JsonObject schema) =>
        new() { ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema } } };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = schema };

    private static string BasePath(HttpRequest request) => request.PathBase + ScoringRoutes.BasePath(EndpointDoor.EndpointOf(request));
}
