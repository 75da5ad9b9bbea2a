using System.Text.Json.Nodes;

namespace AmlEndpoints.Benchmarks.Server;

/// <summary>A local workspace with endpoints that serve the scenario's model, and its server, as a restart finds it.</summary>
internal sealed class LocalWorkspace
{
    private const string Setup = """
        param($Folder, $Model, $Endpoints, $Deployments)
        $ErrorActionPreference = 'Stop'
        $null = Connect-AmlWorkspace -Local -Path $Folder
        $null = New-AmlModel -Name bench -Version 1 -Type mlflow_model -Path $Model
        foreach ($endpoint in $Endpoints) {
            $null = New-AmlOnlineEndpoint $endpoint -AuthMode Key
            $operations = foreach ($deployment in $Deployments) {
                New-AmlOnlineDeployment $endpoint $deployment -Model bench:1 -InstanceType Standard_DS4_v2 -InstanceCount 16 -NoWait
            }
            $null = $operations | Wait-AmlOperation
            (Get-AmlCredential $endpoint -AsPlainText).PrimaryKey
        }
        Stop-AmlLocalServer -Path $Folder
        """;

    private readonly string[] _keys;

    /// <summary>Makes it, with the module's own commands.</summary>
    public LocalWorkspace(Bench bench, string name, int endpoints, int deployments)
    {
        Folder = bench.TemporaryPath(name);
        Endpoints = [.. Enumerable.Range(1, endpoints).Select(index => $"endpoint-{index}")];
        Deployments = [.. Enumerable.Range(1, deployments).Select(index => $"deployment-{index}")];
        _keys = [.. bench.Module.Run(Setup, Folder, Repository.Model, Endpoints, Deployments).Select(key => key.ToString())];
    }

    public string Folder { get; }

    public IReadOnlyList<string> Endpoints { get; }

    public IReadOnlyList<string> Deployments { get; }

    /// <summary>Asks for an endpoint on the control plane.</summary>
    public byte[] GetEndpoint(ServerProcess server)
    {
        JsonNode said = server.Said;
        string path = $"/subscriptions/{said["subscriptionId"]}/resourceGroups/{said["resourceGroupName"]}/providers/Microsoft.MachineLearningServices/workspaces/{said["workspaceName"]}/onlineEndpoints/{Endpoints[0]}?api-version=2024-04-01";
        return HttpConnection.Request("GET", new Uri(server.Uri, path), File.ReadAllText(said["tokenFile"]!.GetValue<string>()).Trim());
    }

    /// <summary>The scenario's request for one of the deployments.</summary>
    public byte[] Score(ServerProcess server, int endpoint, int deployment) => HttpConnection.Request(
        "POST",
        new Uri(server.Uri, $"/endpoints/{Endpoints[endpoint]}/score"),
        _keys[endpoint],
        File.ReadAllBytes(Repository.JsonRequest),
        Deployments[deployment]);
}
