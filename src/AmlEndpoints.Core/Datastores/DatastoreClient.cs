using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace AmlEndpoints.Datastores;

/// <summary>Reads the workspace's datastores and opens them (spec/mfe.json, Datastores_*).</summary>
/// <param name="connection">The workspace.</param>
public sealed class DatastoreClient(WorkspaceConnection connection)
{
    /// <summary>Gets a datastore.</summary>
    /// <exception cref="AmlServiceException">There is none of this name, or the service does not answer.</exception>
    public async Task<Datastore> GetAsync(string name, CancellationToken cancellationToken = default) =>
        new(await connection.Client.GetAsync($"get the datastore '{name}'", ["datastores", name], cancellationToken).ConfigureAwait(false));

    /// <summary>Gets the datastore that uploads go to.</summary>
    /// <exception cref="AmlServiceException">The workspace has none, or the service does not answer.</exception>
    public async Task<Datastore> GetDefaultAsync(CancellationToken cancellationToken = default)
    {
        const string Purpose = "get the default datastore";
        await foreach (JsonObject json in connection.Client.ListAsync(Purpose, ["datastores"], [("isDefault", "true")], cancellationToken).ConfigureAwait(false))
        {
            return new Datastore(json);
        }

        throw new AmlServiceException(ServiceErrors.NotFound, Purpose, $"the workspace '{connection.Address.WorkspaceName}' has none. Set one in Azure Machine Learning studio.");
    }

    /// <summary>Opens a datastore with the secret that the service has for it.</summary>
    /// <exception cref="AmlServiceException">It is no blob container, or there is no key and no SAS for it.</exception>
    internal async Task<BlobStore> OpenAsync(Datastore datastore, CancellationToken cancellationToken)
    {
        string purpose = $"open the datastore '{datastore.Name}'";
        if (datastore.Type is not "AzureBlob")
        {
            throw new AmlServiceException(ServiceErrors.InvalidState, purpose, $"it is of the type {datastore.Type}, and files are transferred to and from AzureBlob only.");
        }

        Uri uri = datastore.ContainerUri(purpose);
        JsonObject secrets = await connection.Client.PostAsync($"get the secrets of the datastore '{datastore.Name}'", ["datastores", datastore.Name, "listSecrets"], null, cancellationToken).ConfigureAwait(false);
        return new BlobStore(Container(datastore, uri, secrets, purpose), datastore.Name);
    }

    private static BlobContainerClient Container(Datastore datastore, Uri uri, JsonObject secrets, string purpose)
    {
        BlobClientOptions options = new();
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.ApplicationId = "AmlEndpoints";
        if (uri.IsLoopback)
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(50);
            options.Transport = LoopbackTransport.Instance;
        }

        try
        {
            return (secrets.Text("secretsType"), secrets.Text("key"), secrets.Text("sasToken")) switch
            {
                ("AccountKey", { } key, _) => new(uri, new StorageSharedKeyCredential(datastore.AccountName, key), options),
                ("Sas", _, { } token) => new(uri, new AzureSasCredential(token.TrimStart('?')), options),
                _ => throw new AmlServiceException(ServiceErrors.InvalidState, purpose, "the workspace has neither an account key nor a SAS for it. Give the datastore one of them in Azure Machine Learning studio."),
            };
        }
        catch (FormatException)
        {
            // The text of the exception is not passed on: the key is in question.
            throw new AmlServiceException(ServiceErrors.InvalidResponse, purpose, "the account key that the workspace has for it is not valid (not base64). Set it again in Azure Machine Learning studio.");
        }
    }
}
