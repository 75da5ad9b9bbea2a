using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AmlEndpoints.Service;
using Azure.Core;

namespace AmlEndpoints.Online;

/// <summary>Deployments of online endpoints (OnlineDeployments_* in spec/mfe.json). Every method may throw <see cref="AmlServiceException"/>.</summary>
/// <param name="connection">The workspace.</param>
public sealed class OnlineDeploymentClient(WorkspaceConnection connection)
{
    private readonly ServiceClient _client = connection.Client;

    /// <summary>Gets a deployment.</summary>
    public async Task<OnlineDeployment> GetAsync(string endpointName, string name, CancellationToken cancellationToken) =>
        new(await _client.GetAsync($"get {Called(endpointName, name)}", PathOf(endpointName, name), cancellationToken).ConfigureAwait(false));

    /// <summary>Gets a deployment, or null when there is none of the name.</summary>
    public async Task<OnlineDeployment?> TryGetAsync(string endpointName, string name, CancellationToken cancellationToken) =>
        await _client.TryGetAsync($"get {Called(endpointName, name)}", PathOf(endpointName, name), cancellationToken).ConfigureAwait(false) is { } json ? new OnlineDeployment(json) : null;

    /// <summary>Lists the deployments of an endpoint.</summary>
    public async IAsyncEnumerable<OnlineDeployment> ListAsync(string endpointName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string purpose = $"list the deployments of {OnlineEndpointClient.Called(endpointName)}";
        await foreach (JsonObject json in _client.ListAsync(purpose, ["onlineEndpoints", endpointName, "deployments"], [], cancellationToken).ConfigureAwait(false))
        {
            yield return new OnlineDeployment(json);
        }
    }

    /// <summary>Begins to create a deployment.</summary>
    /// <param name="endpointName">The endpoint, which must not be changing.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="body">The ARM body; without a location it gets the workspace's.</param>
    /// <param name="allTraffic">Whether it gets all requests of the endpoint when it is ready.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="AmlServiceException">Also when the deployment exists.</exception>
    public async Task<LongRunningOperation> CreateAsync(string endpointName, string name, ResourceBody body, bool allTraffic, CancellationToken cancellationToken)
    {
        string purpose = $"create {Called(endpointName, name)}";
        OnlineNames.Check(name, purpose);
        return await TryGetAsync(endpointName, name, cancellationToken).ConfigureAwait(false) is null
            ? await PutAsync(purpose, endpointName, name, body, allTraffic, cancellationToken).ConfigureAwait(false)
            : throw new AmlServiceException(ServiceErrors.Exists, purpose, "it exists. Set-AmlOnlineDeployment changes it; a new model is safer in a deployment with another name, which gets traffic step by step.");
    }

    /// <summary>Begins to change a deployment: the body replaces all of it (<see cref="ResourceBody.Of"/>).</summary>
    /// <inheritdoc cref="CreateAsync"/>
    /// <exception cref="AmlServiceException">Also when the body changes what cannot be changed.</exception>
    public Task<LongRunningOperation> UpdateAsync(OnlineDeployment present, ResourceBody body, bool allTraffic, CancellationToken cancellationToken)
    {
        string purpose = $"update {Called(present.EndpointName, present.Name)}";
        string? type = body.Json.Member("properties").Text("instanceType");

        // x-ms-mutability of instanceType in spec/mfe.json: create, read. The service is known to ignore such a change without a word.
        return string.Equals(type, present.InstanceType, StringComparison.OrdinalIgnoreCase)
            ? PutAsync(purpose, present.EndpointName, present.Name, body, allTraffic, cancellationToken)
            : throw new AmlServiceException(ServiceErrors.InvalidArgument, purpose, $"its instance type is {present.InstanceType} and cannot become {type}. Make another deployment, and move the traffic to it.");
    }

    /// <summary>Begins to delete a deployment. One that is not there is deleted.</summary>
    public Task<LongRunningOperation> DeleteAsync(string endpointName, string name, CancellationToken cancellationToken) =>
        LongRunningOperation.StartAsync(_client, new ServiceRequest(RequestMethod.Delete, $"delete {Called(endpointName, name)}", PathOf(endpointName, name)), cancellationToken);

    /// <summary>Gets the last lines of a deployment's log.</summary>
    /// <param name="endpointName">The endpoint.</param>
    /// <param name="name">The deployment.</param>
    /// <param name="container">Which part of the deployment.</param>
    /// <param name="tail">How many lines at most; null for the service's default.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<IReadOnlyList<DeploymentLogLine>> GetLogsAsync(string endpointName, string name, DeploymentContainer container, int? tail, CancellationToken cancellationToken)
    {
        JsonObject body = new() { ["containerType"] = container.ToString(), ["tail"] = tail };
        JsonObject answer = await _client.PostAsync($"get the log of {Called(endpointName, name)}", [.. PathOf(endpointName, name), "getLogs"], body, cancellationToken).ConfigureAwait(false);
        return DeploymentLogLine.Split(answer.Text("content") ?? "", endpointName, name);
    }

    internal static string Called(string endpointName, string name) => $"the deployment '{name}' of the online endpoint '{endpointName}'";

    private async Task<LongRunningOperation> PutAsync(string purpose, string endpointName, string name, ResourceBody body, bool allTraffic, CancellationToken cancellationToken)
    {
        JsonObject complete = await connection.LocateAsync(body, cancellationToken).ConfigureAwait(false);
        complete.Object("properties")["endpointComputeType"] ??= "Managed";
        ServiceRequest request = new(RequestMethod.Put, purpose, PathOf(endpointName, name)) { Body = complete };
        return await LongRunningOperation.StartAsync(_client, request, cancellationToken, allTraffic ? OnlineOperations.ThenAllTraffic : null).ConfigureAwait(false);
    }

    private static string[] PathOf(string endpointName, string name) => ["onlineEndpoints", endpointName, "deployments", name];
}
