using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure.Core;

namespace AmlEndpoints.Online;

/// <summary>Online endpoints of a workspace (OnlineEndpoints_* in spec/mfe.json). Every method may throw <see cref="AmlServiceException"/>.</summary>
/// <param name="connection">The workspace.</param>
public sealed class OnlineEndpointClient(WorkspaceConnection connection)
{
    private readonly ServiceClient _client = connection.Client;

    /// <summary>Gets an endpoint.</summary>
    public async Task<OnlineEndpoint> GetAsync(string name, CancellationToken cancellationToken) =>
        new(await _client.GetAsync($"get {Called(name)}", PathOf(name), cancellationToken).ConfigureAwait(false));

    /// <summary>Gets an endpoint, or null when there is none of the name.</summary>
    public async Task<OnlineEndpoint?> TryGetAsync(string name, CancellationToken cancellationToken) =>
        await _client.TryGetAsync($"get {Called(name)}", PathOf(name), cancellationToken).ConfigureAwait(false) is { } json ? new OnlineEndpoint(json) : null;

    /// <summary>Lists the endpoints.</summary>
    public async IAsyncEnumerable<OnlineEndpoint> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (JsonObject json in _client.ListAsync("list the online endpoints", ["onlineEndpoints"], [], cancellationToken).ConfigureAwait(false))
        {
            yield return new OnlineEndpoint(json);
        }
    }

    /// <summary>Gets an endpoint when the service is done with what it does to it: until then it refuses changes.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="progress">Is told about the waiting.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<OnlineEndpoint> GetSettledAsync(string name, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        PollSchedule schedule = PollSchedule.For(connection.Address);
        DateTimeOffset startedAt = _client.Time.GetUtcNow();
        while (true)
        {
            OnlineEndpoint endpoint = await GetAsync(name, cancellationToken).ConfigureAwait(false);
            if (endpoint.IsSettled)
            {
                return endpoint;
            }

            progress?.Report(new OperationProgress($"wait for {Called(name)}", endpoint.ProvisioningState!, _client.Time.GetUtcNow() - startedAt, null));
            await Task.Delay(schedule.Next(null), _client.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins to create an endpoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">The ARM body; without a location it gets the workspace's, without an identity a system-assigned one.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AmlServiceException">Also when the endpoint exists.</exception>
    public async Task<LongRunningOperation> CreateAsync(string name, ResourceBody body, CancellationToken cancellationToken)
    {
        string purpose = $"create {Called(name)}";
        OnlineNames.Check(name, purpose);
        return await TryGetAsync(name, cancellationToken).ConfigureAwait(false) is null
            ? await PutAsync(purpose, name, body, cancellationToken).ConfigureAwait(false)
            : throw new AmlServiceException(ServiceErrors.Exists, purpose, "it exists. Set-AmlOnlineEndpoint changes it; Remove-AmlOnlineEndpoint deletes it.");
    }

    /// <summary>Begins to change an endpoint: the body replaces all of it (<see cref="ResourceBody.Of"/>).</summary>
    public Task<LongRunningOperation> UpdateAsync(string name, ResourceBody body, CancellationToken cancellationToken) =>
        PutAsync($"update {Called(name)}", name, body, cancellationToken);

    /// <summary>Begins to delete an endpoint and all its deployments. One that is not there is deleted.</summary>
    public Task<LongRunningOperation> DeleteAsync(string name, CancellationToken cancellationToken) =>
        LongRunningOperation.StartAsync(_client, new ServiceRequest(RequestMethod.Delete, $"delete {Called(name)}", PathOf(name)), cancellationToken);

    /// <summary>Gets the keys, or a token, as the endpoint's mode is.</summary>
    public async Task<EndpointCredential> GetCredentialAsync(OnlineEndpoint endpoint, CancellationToken cancellationToken)
    {
        switch (endpoint.AuthMode)
        {
            case EndpointAuthMode.Key:
                JsonObject keys = await _client.PostAsync($"get the keys of {Called(endpoint.Name)}", PathOf(endpoint.Name, "listKeys"), null, cancellationToken).ConfigureAwait(false);
                return new EndpointCredential(EndpointAuthMode.Key, keys.Text("primaryKey"), keys.Text("secondaryKey"), null, null, null);
            case EndpointAuthMode.AMLToken:
                JsonObject token = await _client.PostAsync($"get a token for {Called(endpoint.Name)}", PathOf(endpoint.Name, "token"), null, cancellationToken).ConfigureAwait(false);
                return new EndpointCredential(EndpointAuthMode.AMLToken, null, null, token.Text("accessToken"), Moment(token, "expiryTimeUtc"), Moment(token, "refreshAfterTimeUtc"));
            default:
                throw new AmlServiceException(
                    ServiceErrors.InvalidState, $"get a credential of {Called(endpoint.Name)}", "it takes tokens of Microsoft Entra and has no keys. Get a token for https://ml.azure.com and give it with -Credential.");
        }
    }

    /// <summary>Begins to replace one of the two keys by a new random one.</summary>
    public Task<LongRunningOperation> RegenerateKeyAsync(string name, EndpointKey key, CancellationToken cancellationToken) => LongRunningOperation.StartAsync(
        _client,
        new ServiceRequest(RequestMethod.Post, $"replace the {(key == EndpointKey.Primary ? "primary" : "secondary")} key of {Called(name)}", PathOf(name, "regenerateKeys"))
        {
            Body = new JsonObject { ["keyType"] = key.ToString() },
        },
        cancellationToken);

    internal static string Called(string name) => $"the online endpoint '{name}'";

    private async Task<LongRunningOperation> PutAsync(string purpose, string name, ResourceBody body, CancellationToken cancellationToken)
    {
        JsonObject complete = await connection.LocateAsync(body, cancellationToken).ConfigureAwait(false);
        complete["identity"] ??= new JsonObject { ["type"] = "SystemAssigned" };
        return await LongRunningOperation.StartAsync(_client, new ServiceRequest(RequestMethod.Put, purpose, PathOf(name)) { Body = complete }, cancellationToken).ConfigureAwait(false);
    }

    private static string[] PathOf(params string[] names) => ["onlineEndpoints", .. names];

    private static DateTimeOffset? Moment(JsonObject token, string name) => token.Integer(name) is > 0 and { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
