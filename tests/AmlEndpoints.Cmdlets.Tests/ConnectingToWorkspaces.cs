using System.Management.Automation;
using AmlEndpoints.Service;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class ConnectingToWorkspaces
{
    [Fact]
    public void Without_a_connection_the_error_says_what_to_do()
    {
        using CmdletRunner runner = new();

        runner.Run("Get-AmlOnlineEndpoint");

        ErrorRecord error = Assert.Single(runner.Errors);
        Assert.StartsWith("Service.NotConnected", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-AmlWorkspace", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_token_shows_at_once_and_does_not_connect()
    {
        using ReplayServer server = new();
        server.On("GET", ReplayServer.Workspace, new ServerAnswer(401, """{"error":{"code":"AuthenticationFailed","message":"No."}}"""));
        using CmdletRunner runner = new();
        runner.Set("server", server.Address).Set("token", ReplayServer.Secure("wrong-token"));

        runner.Run("Connect-AmlWorkspace -SubscriptionId s -ResourceGroupName g -WorkspaceName w -BaseUri $server -AccessToken $token; Get-AmlWorkspace");

        Assert.Equal(["Service.AuthenticationFailed", "Service.NotConnected"], runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(ErrorCategory.AuthenticationError, runner.Errors[0].CategoryInfo.Category);
        Assert.DoesNotContain("wrong-token", runner.Errors[0].Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_of_its_runspace()
    {
        using ReplayServer server = new();
        using CmdletRunner connected = server.Connect();
        using CmdletRunner other = new();

        Assert.Equal("w", ((AmlWorkspace)Assert.Single(connected.Run("Get-AmlWorkspace").Output)).Name);
        Assert.Single(other.Run("Get-AmlWorkspace").Errors);
        Assert.Single(connected.Run("Disconnect-AmlWorkspace; Get-AmlWorkspace").Errors);
    }

    [Fact]
    public void A_local_workspace_is_found_by_what_its_server_wrote()
    {
        using ReplayServer server = new();
        using TemporaryFolder folder = new();
        folder.Write("token", "local-token\n");
        folder.Write("server.json", $$"""{"url":"{{server.Address}}","subscriptionId":"s","resourceGroupName":"g","workspaceName":"w","tokenFile":"token","processId":{{Environment.ProcessId}}}""");
        using CmdletRunner runner = new(folder.FullName);

        AmlWorkspace workspace = (AmlWorkspace)Assert.Single(runner.Run("Connect-AmlWorkspace -Local .").Output);

        Assert.True(workspace.IsLocal);
        Assert.All(server.Requests, request => Assert.Equal("Bearer local-token", request.Authorization));
    }

    [Theory]
    [InlineData("{}", "Service.UntrustedAddress")]
    [InlineData("not JSON", "Service.UntrustedAddress")]
    [InlineData("""{"url":"http://example.com","subscriptionId":"s","resourceGroupName":"g","workspaceName":"w","tokenFile":"token","processId":1}""", "Service.UntrustedAddress")]
    public void A_file_that_names_no_server_of_this_machine_is_an_error(string info, string id)
    {
        using TemporaryFolder folder = new();
        folder.Write("token", "local-token");
        folder.Write("server.json", info);
        using CmdletRunner runner = new(folder.FullName);

        Assert.StartsWith(id, Assert.Single(runner.Run("Connect-AmlWorkspace -Local .").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_gone_is_an_error_soon()
    {
        ReplayServer server = new();
        using CmdletRunner runner = server.Connect();
        server.Dispose();

        Assert.StartsWith("Service.Unreachable", Assert.Single(runner.Run("Get-AmlOnlineEndpoint").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
