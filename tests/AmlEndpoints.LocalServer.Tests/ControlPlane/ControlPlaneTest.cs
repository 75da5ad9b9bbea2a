namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>A behaviour of the control plane; its tests share a server and take names of their own.</summary>
public abstract class ControlPlaneTest(ControlPlaneFixture server) : IClassFixture<ControlPlaneFixture>
{
    private static int _names;

    private protected ControlPlaneFixture Server => server;

    private protected ControlPlaneClient Client => server.Client;

    private protected static string NewName() => FormattableString.Invariant($"name-{Interlocked.Increment(ref _names)}");

    private protected async Task<string> NewEndpointAsync(string properties = """{"authMode": "Key"}""")
    {
        string name = NewName();
        await Client.CreateEndpointAsync(name, properties);
        return name;
    }

    /// <summary>An endpoint with the deployment <c>blue</c>, which has all the traffic.</summary>
    private protected async Task<string> NewServingEndpointAsync()
    {
        string name = await NewEndpointAsync();
        Assert.Equal("Succeeded", (string?)(await Client.DeployAsync(name, "blue"))["status"]);
        (await Client.SetTrafficAsync(name, """{"blue": 100}""")).Is(201);
        return name;
    }
}
