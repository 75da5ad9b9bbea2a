using System.Net;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;

namespace AmlEndpoints.Datastores;

/// <summary>A datastore of the workspace: where the files of assets lie (spec/mfe.json, Datastore and AzureBlobDatastore).</summary>
/// <param name="json">The resource as the service gave it.</param>
public sealed class Datastore(JsonObject json)
{
    /// <summary>The resource as the service gave it. It never holds secrets.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>The name.</summary>
    public string Name => Json.Text("name") ?? "";

    /// <summary>The kind: AzureBlob, AzureFile, AzureDataLakeGen2 …</summary>
    public string Type => Properties.Text("datastoreType") ?? "";

    /// <summary>Whether uploads go to it.</summary>
    public bool IsDefault => Properties.Truth("isDefault") ?? false;

    /// <summary>The storage account.</summary>
    public string AccountName => Properties.Text("accountName") ?? "";

    /// <summary>The container in it.</summary>
    public string ContainerName => Properties.Text("containerName") ?? "";

    /// <summary>What signs the requests to it: AccountKey, Sas, None …</summary>
    public string CredentialsType => Properties.Member("credentials").Text("credentialsType") ?? "None";

    /// <summary>
    /// The container's address. The endpoint is the suffix of Azure's storage services, <c>core.windows.net</c>, or the host and port of a
    /// service that has the account's name in the path, as a local workspace and Azurite do.
    /// </summary>
    /// <exception cref="AmlServiceException">The requests would go over http to another machine.</exception>
    internal Uri ContainerUri(string purpose)
    {
        string protocol = Properties.Text("protocol") ?? "https";
        string endpoint = Properties.Text("endpoint") ?? "core.windows.net";
        bool isHost = endpoint.Contains(':', StringComparison.Ordinal) || IPAddress.TryParse(endpoint, out _);
        string address = isHost ? $"{protocol}://{endpoint}/{AccountName}/{ContainerName}" : $"{protocol}://{AccountName}.blob.{endpoint}/{ContainerName}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, $"the datastore '{Name}' has no valid address ({address}).");
        }

        return uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback
            ? uri
            : throw new AmlServiceException(ServiceErrors.UntrustedAddress, purpose, $"the datastore '{Name}' is at {uri.Authority} over http. Files and signatures are sent over http only to this machine (127.0.0.1).");
    }

    private JsonNode? Properties => Json.Member("properties");
}
