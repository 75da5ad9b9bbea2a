using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>An answer of the control plane that is an error.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error's code.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error's code.</summary>
    public string Code { get; } = code;

    /// <summary>ErrorResponse of spec/common-types, with the additional info that the service's front end gives.</summary>
    public JsonObject ToJson() => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = Code,
            ["message"] = Message,
            ["details"] = new JsonArray(),
            ["additionalInfo"] = new JsonArray(
                Info("ComponentName", "managementfrontend"),
                Info("Environment", WorkspaceIdentity.Location),
                Info("Location", WorkspaceIdentity.Location)),
        },
    };

    private static JsonObject Info(string type, string value) => new() { ["type"] = type, ["info"] = new JsonObject { ["value"] = value } };
}

/// <summary>
/// Every error of the control plane. Codes and texts are the service's where they are known (rest.md of the wire notes has the sources); the
/// others are ours, in its manner.
/// </summary>
internal static class ArmErrors
{
    public static ArmException Unauthenticated() => new(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or does not have the workspace's token; it stands in the file that the server names as tokenFile.");

    public static ArmException ForeignHost() => new(403, "ForeignHost", "The request came for another host, or from a page of a browser. This server answers programs on this machine only.");

    public static ArmException NoApiVersion() => new(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");

    public static ArmException WorkspaceNotFound(string name) => new(404, "ResourceNotFound", $"The workspace '{name}' was not found. This server has one workspace; GET /subscriptions/{{id}}/providers/Microsoft.MachineLearningServices/workspaces lists it.");

    public static ArmException NotFound(string kind, string name) => new(404, "NotFound", $"The specified resource was not found: there is no {kind} '{name}'.");

    public static ArmException NotSupported(string what) => new(501, "NotSupportedLocally", $"{what}: Azure Machine Learning has it, the local workspace does not.");

    public static ArmException UnknownRoute(string method, string path) => new(404, "InvalidResourceType", $"There is no operation {method} {path}.");

    public static ArmException Invalid(string message) => new(400, "BadRequest", $"The request is invalid. {message}");

    public static ArmException InvalidName(string kind, string name, string rule) => Invalid($"'{name}' cannot be the name of {kind}: {rule}");

    public static ArmException InvalidJson(string message) => new(400, "InvalidRequestContent", $"The request content is not valid: {message}");

    public static ArmException Unreadable(BadHttpRequestException error) => new(error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge ? "RequestContentTooLarge" : "InvalidRequestContent", $"The request cannot be read: {error.Message}");

    public static ArmException PathChanged() => new(400, "UserError", "Asset paths cannot be updated.");

    public static ArmException Immutable(string property, string resource) => new(400, "UserError", $"'{property}' of {resource} cannot be changed. Delete it and create it again.");

    public static ArmException InProgress(string kind, string name) => new(409, "Conflict", $"An operation on the {kind} '{name}' is in progress. Try again when it has ended.");

    public static ArmException Internal(string id) => new(500, "InternalServerError", $"The server failed in a way that it does not expect. Its file server.log says more, at {id}.");

    public static ArmException DiskFull() => new(507, "InsufficientStorage", "The disk with the workspace folder is full; nothing was changed. Free some space and try again.");

    public static ArmException InUse(string what, string by) => new(409, "Conflict", $"{what} is used by {by}. Delete that first.");
}
