using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

public sealed class RunningTheProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_second_server_of_a_folder_says_where_the_first_is()
    {
        await using ServerProcess first = await ServerProcess.StartAsync(_folder.FullName);

        (int exitCode, string error) = await ServerProcess.RunAsync("--workspace", _folder.FullName);

        Assert.Equal(1, exitCode);
        Assert.Contains($"process {first.Id}, at {first.Info["url"]}", error, StringComparison.Ordinal);
        (await first.Client.GetAsync("")).Is(200);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string port = FormattableString.Invariant($"{((IPEndPoint)other.LocalEndpoint).Port}");

        (int exitCode, string error) = await ServerProcess.RunAsync("--workspace", _folder.FullName, "--port", port);

        Assert.Equal(1, exitCode);
        Assert.Contains(port, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--port", "1")]
    [InlineData("--workspace")]
    [InlineData("--workspace", "w", "--port")]
    [InlineData("--workspace", "w", "--port", "65536")]
    [InlineData("--workspace", "w", "--port", "-1")]
    [InlineData("--workspace", "w", "--port", "http")]
    [InlineData("--workspace", "w", "--listen", "0.0.0.0")]
    public async Task Wrong_options_end_it_with_2(params string[] arguments)
    {
        (int exitCode, string error) = await ServerProcess.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.NotEqual("", error.Trim());
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        (int exitCode, string error) = await ServerProcess.RunAsync("--workspace", "/dev/null/workspace");

        Assert.Equal(1, exitCode);
        Assert.Contains("/dev/null/workspace", error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_signal_ends_it_when_what_was_accepted_is_answered()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);
        Uri address = server.Client.Http.BaseAddress!;
        byte[] body = Encoding.UTF8.GetBytes("""{"properties": {"image": "i"}}""");
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        string head = $"PUT {server.Client.AddressOf("environments/slow/versions/1")} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {server.Client.Http.DefaultRequestHeaders.Authorization}\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        // It says that it reads the body: so it has accepted the request.
        byte[] answer = new byte[4096];
        Assert.Contains("100 Continue", Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer)), StringComparison.Ordinal);

        server.Terminate();
        await RefusedAsync(address);
        await stream.WriteAsync(body);

        Assert.StartsWith("HTTP/1.1 201", Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer)), StringComparison.Ordinal);
        Assert.Equal(0, await server.EndAsync());
        Assert.False(File.Exists(_folder.At("server.json")));
        await using ServerProcess again = await ServerProcess.StartAsync(_folder.FullName);
        (await again.Client.GetAsync("environments/slow/versions/1")).Is(200);
    }

    [Fact]
    public async Task A_request_ends_it_too()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_folder.FullName);

        (await server.Client.PostAsync("stop")).Is(202);

        Assert.Equal(0, await server.EndAsync());
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_can_read_its_files()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_folder.At("workspace"));
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.At("workspace")) & Others);
        foreach (string file in (string[])["token", "server.json", "state.db", "server.lock"])
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.At("workspace", file)) & Others);
        }

        JsonObject info = JsonNode.Parse(await File.ReadAllTextAsync(_folder.At("workspace", "server.json")))!.AsObject();
        Assert.Equal(server.Id, (int)info["processId"]!);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task RefusedAsync(Uri address)
    {
        while (true)
        {
            try
            {
                using TcpClient probe = new();
                await probe.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(20);
        }
    }
}
