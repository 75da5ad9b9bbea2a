using System.Management.Automation;
using System.Text.Json.Nodes;
using AmlEndpoints.Online;
using AmlEndpoints.Service;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class ManagingOnlineEndpoints : IDisposable
{
    private const string Endpoint = "/onlineEndpoints/mnist";
    private const string Blue = "/onlineEndpoints/mnist/deployments/blue";

    private readonly ReplayServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void New_creates_and_waits()
    {
        _server.On("GET", Endpoint, new ServerAnswer(404), SampleEndpoint.Endpoint(_server.Address))
            .On("PUT", Endpoint, SampleEndpoint.Begun(_server.Address))
            .On("GET", "/operations/1", SampleEndpoint.Status("Updating"), SampleEndpoint.Status("Succeeded"));
        using CmdletRunner runner = _server.Connect();

        runner.Run("New-AmlOnlineEndpoint mnist -AuthMode AMLToken -Description new -Tag @{ a = 1 } -Verbose");

        Assert.Empty(runner.Errors);
        Assert.Equal("mnist", Assert.IsType<OnlineEndpoint>(Assert.Single(runner.Output)).Name);
        Assert.Contains(runner.Progress, record => record.Activity == "Create the online endpoint 'mnist'" && record.StatusDescription.StartsWith("Updating, 0:00:0", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, runner.Progress[^1].RecordType);
        JsonNode body = Body("PUT");
        Assert.Equal("""{"authMode":"AMLToken","description":"new"}""", body["properties"]!.ToJsonString());
        Assert.Equal(("local", "1", "SystemAssigned"), ((string?)body["location"], (string?)body["tags"]!["a"], (string?)body["identity"]!["type"]));
    }

    [Fact]
    public void New_fails_when_it_exists()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address));
        using CmdletRunner runner = _server.Connect();

        ErrorRecord error = Assert.Single(runner.Run("New-AmlOnlineEndpoint mnist").Errors);

        Assert.StartsWith("Service.Exists", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
    }

    [Fact]
    public void Set_sends_back_what_it_got_with_the_change()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address)).On("PUT", Endpoint, new ServerAnswer(200, SampleEndpoint.Endpoint(_server.Address).Body));
        using CmdletRunner runner = _server.Connect();

        runner.Run("Set-AmlOnlineEndpoint mnist -Description new");

        Assert.Empty(runner.Errors);
        Assert.Equal("""{"authMode":"Key","description":"new","traffic":{},"mirrorTraffic":{},"unknown":7}""", Body("PUT")["properties"]!.ToJsonString());
        Assert.Equal("a", (string?)Body("PUT")["tags"]!["team"]);
    }

    [Fact]
    public void Set_says_when_nothing_differs_and_sends_nothing()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address));
        using CmdletRunner runner = _server.Connect();

        runner.Run("Set-AmlOnlineEndpoint mnist -Description old -Tag @{ team = 'a' } -Verbose");

        Assert.Empty(runner.Errors);
        Assert.Single(runner.Output);
        Assert.Contains(runner.Verbose, text => text.Contains("is so already", StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Requests, request => request.Method == "PUT");
    }

    [Theory]
    [InlineData("New-AmlOnlineEndpoint other -WhatIf")]
    [InlineData("Set-AmlOnlineEndpoint mnist -Description new -WhatIf")]
    [InlineData("Set-AmlOnlineEndpoint other -WhatIf")]
    [InlineData("Remove-AmlOnlineEndpoint mnist -WhatIf")]
    [InlineData("Remove-AmlOnlineEndpoint mnist -Force -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Remove-AmlOnlineEndpoint mnist -Force")]
    [InlineData("New-AmlOnlineDeployment mnist green m:1 -WhatIf")]
    [InlineData("Set-AmlOnlineDeployment mnist blue -InstanceCount 5 -WhatIf")]
    [InlineData("Remove-AmlOnlineDeployment mnist blue -Force -WhatIf")]
    [InlineData("Set-AmlTraffic mnist @{ blue = 100 } -WhatIf")]
    [InlineData("Reset-AmlCredential mnist -WhatIf")]
    public void WhatIf_changes_nothing(string script)
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address)).On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue")).On("GET", Blue, SampleEndpoint.Deployment("blue"));
        using CmdletRunner runner = _server.Connect();

        runner.Run(script);

        Assert.Empty(runner.Errors);
        Assert.Empty(runner.Output);
        Assert.All(_server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public void Endpoints_come_by_pattern_and_go_through_the_pipeline()
    {
        string one = SampleEndpoint.Endpoint(_server.Address).Body;
        string two = SampleEndpoint.Endpoint(_server.Address, "other").Body;
        _server.On("GET", "/onlineEndpoints", new ServerAnswer(200, $$"""{"value":[{{one}},{{two}}]}"""))
            .On("GET", Endpoint, new ServerAnswer(200, one))
            .On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue", "green"))
            .On("GET", Blue, SampleEndpoint.Deployment("blue"))
            .On("DELETE", Endpoint, new ServerAnswer(204));
        using CmdletRunner runner = _server.Connect();

        Assert.Equal(["mnist", "other"], runner.Run("Get-AmlOnlineEndpoint").Output.Select(item => ((OnlineEndpoint)item).Name));
        Assert.Equal(["blue", "green"], runner.Run("Get-AmlOnlineEndpoint MN* | Get-AmlOnlineDeployment").Output.Select(item => ((OnlineDeployment)item).Name));
        Assert.Equal(["green"], runner.Run("Get-AmlOnlineEndpoint MN* | Get-AmlOnlineDeployment -Name g*").Output.Select(item => ((OnlineDeployment)item).Name));
        Assert.Equal(["blue"], runner.Run("Get-AmlOnlineDeployment mnist b*").Output.Select(item => ((OnlineDeployment)item).Name));
        Assert.Equal(["blue"], runner.Run("Get-AmlOnlineDeployment mnist b* | Get-AmlOnlineDeployment").Output.Select(item => ((OnlineDeployment)item).Name));
        Assert.Empty(runner.Run("Get-AmlOnlineEndpoint mnist | Remove-AmlOnlineEndpoint -Force").Errors);
        Assert.Equal($"DELETE {Endpoint}", _server.Asked.Last());
    }

    [Fact]
    public void A_deployment_takes_a_model_by_name_by_label_and_from_the_pipeline()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address))
            .On("PUT", Blue, new ServerAnswer(201, SampleEndpoint.Deployment("blue").Body))
            .On("GET", ReplayServer.Workspace + "/models/m/versions", new ServerAnswer(200, $$"""{"value":[{"id":"{{ReplayServer.Workspace}}/models/m/versions/7"}]}"""));
        using CmdletRunner runner = _server.Connect();

        runner.Run("""
            $null = New-AmlOnlineDeployment mnist blue m:1
            $null = New-AmlOnlineDeployment mnist blue azureml:m@latest -InstanceCount 3 -InstanceType Standard_DS3_v2 -RequestTimeoutMilliseconds 1500 -EnvironmentVariable @{ A = 'b' }
            $null = [pscustomobject]@{ Id = '/the/model'; Name = 'm' } | New-AmlOnlineDeployment mnist blue
            """);

        Assert.Empty(runner.Errors);
        JsonNode[] bodies = [.. _server.Requests.Where(request => request.Method == "PUT").Select(request => JsonNode.Parse(request.Body)!)];
        Assert.Equal([$"{ReplayServer.Workspace}/models/m/versions/1", $"{ReplayServer.Workspace}/models/m/versions/7", "/the/model"], bodies.Select(body => (string?)body["properties"]!["model"]));
        Assert.Equal("""{"name":"Default","capacity":3}""", bodies[1]["sku"]!.ToJsonString());
        Assert.Equal("PT1.5S", (string?)bodies[1]["properties"]!["requestSettings"]!["requestTimeout"]);
        Assert.Equal(("Managed", "Standard_F4s_v2", 1), ((string?)bodies[0]["properties"]!["endpointComputeType"], (string?)bodies[0]["properties"]!["instanceType"], (int?)bodies[0]["sku"]!["capacity"]));
    }

    [Fact]
    public void All_traffic_also_comes_when_another_session_waits()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address), SampleEndpoint.Endpoint(_server.Address), SampleEndpoint.Endpoint(_server.Address, traffic: """{"blue":100}"""))
            .On("GET", Blue, new ServerAnswer(404), SampleEndpoint.Deployment("blue"))
            .On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue"))
            .On("PUT", Blue, SampleEndpoint.Begun(_server.Address))
            .On("PUT", Endpoint, new ServerAnswer(200, SampleEndpoint.Endpoint(_server.Address).Body))
            .On("GET", "/operations/1", SampleEndpoint.Status("Succeeded"));
        using CmdletRunner first = _server.Connect();
        LongRunningOperation operation = (LongRunningOperation)Assert.Single(first.Run("New-AmlOnlineDeployment mnist blue m:1 -AllTraffic -NoWait").Output);
        Assert.DoesNotContain($"PUT {Endpoint}", _server.Asked);
        using CmdletRunner second = _server.Connect();
        second.Set("id", operation.Id);

        second.Run("Wait-AmlOperation -Id $id");

        Assert.Empty(second.Errors);
        Assert.Equal("blue", Assert.IsType<OnlineDeployment>(Assert.Single(second.Output)).Name);
        Assert.Equal("""{"blue":100}""", Body("PUT")["properties"]!["traffic"]!.ToJsonString());
    }

    [Fact]
    public void An_operation_that_Ctrl_C_left_is_found_again()
    {
        using ManualResetEventSlim asked = new();
        bool done = false;
        _server.On("GET", Endpoint, new ServerAnswer(404), SampleEndpoint.Endpoint(_server.Address))
            .On("PUT", Endpoint, SampleEndpoint.Begun(_server.Address))
            .On("GET", "/operations/1", _ =>
            {
                asked.Set();
                return SampleEndpoint.Status(done ? "Succeeded" : "Updating");
            });
        using CmdletRunner runner = _server.Connect();

        runner.StopWhen(asked, "New-AmlOnlineEndpoint mnist");
        done = true;

        Assert.Equal("mnist", Assert.IsType<OnlineEndpoint>(Assert.Single(runner.Run("Wait-AmlOperation").Output)).Name);
        Assert.Single(_server.Requests, request => request.Method == "PUT");
        Assert.StartsWith("Service.NotFound", Assert.Single(runner.Run("Wait-AmlOperation").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_that_Ctrl_C_left_is_found_again()
    {
        using ManualResetEventSlim asked = new();
        bool done = false;
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address, traffic: """{"blue":100}"""))
            .On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue"))
            .On("PUT", Endpoint, SampleEndpoint.Begun(_server.Address))
            .On("GET", "/operations/1", _ =>
            {
                asked.Set();
                return SampleEndpoint.Status(done ? "Succeeded" : "Updating");
            });
        using CmdletRunner runner = _server.Connect();

        runner.StopWhen(asked, "Set-AmlTraffic mnist blue=100");
        done = true;

        Assert.Equal(100, Assert.IsType<OnlineEndpoint>(Assert.Single(runner.Run("Wait-AmlOperation").Output)).Traffic["blue"]);
        Assert.Single(_server.Requests, request => request.Method == "PUT");
    }

    [Theory]
    [InlineData("Set-AmlOnlineDeployment mnist blue -InstanceType Standard_DS3_v2", "Service.InvalidArgument")]
    [InlineData("Remove-AmlOnlineDeployment mnist blue -Force", "Service.InvalidState")]
    [InlineData("Set-AmlOnlineDeployment mnist none", "Service.NotFound")]
    [InlineData("New-AmlOnlineDeployment mnist green m", "Service.InvalidArgument")]
    [InlineData("New-AmlOnlineDeployment mnist green 5", "Service.InvalidArgument")]
    [InlineData("Set-AmlTraffic mnist", "Service.InvalidArgument")]
    [InlineData("Set-AmlTraffic mnist none=100", "Service.NotFound")]
    [InlineData("Get-AmlOnlineEndpoint none", "Service.NotFound")]
    public void What_cannot_be_is_not_sent(string script, string id)
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address, traffic: """{"blue":100}"""))
            .On("GET", Blue, SampleEndpoint.Deployment("blue"))
            .On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue"));
        using CmdletRunner runner = _server.Connect();

        Assert.StartsWith(id + ",", Assert.Single(runner.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(_server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("@{ blue = 90; green = 10 }")]
    [InlineData("([ordered]@{ blue = 90; green = '10' })")]
    [InlineData("'blue=90 green=10'")]
    [InlineData("blue=90,green=10")]
    [InlineData("'blue=90', 'green=10'")]
    public void Traffic_is_given_in_many_ways(string traffic)
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address), SampleEndpoint.Endpoint(_server.Address, traffic: """{"blue":90,"green":10}"""))
            .On("GET", Endpoint + "/deployments", SampleEndpoint.Deployments("blue", "green"))
            .On("PUT", Endpoint, new ServerAnswer(200, SampleEndpoint.Endpoint(_server.Address).Body));
        using CmdletRunner runner = _server.Connect();

        runner.Run($"Set-AmlTraffic mnist {traffic}");

        Assert.Empty(runner.Errors);
        JsonNode sent = Body("PUT")["properties"]!["traffic"]!;
        Assert.Equal((90, 10), ((int)sent["blue"]!, (int)sent["green"]!));
    }

    [Fact]
    public void Secrets_come_as_text_only_when_asked_for()
    {
        _server.On("GET", Endpoint, SampleEndpoint.Endpoint(_server.Address)).On("POST", Endpoint + "/listKeys", SampleEndpoint.Keys())
            .On("POST", Endpoint + "/regenerateKeys", new ServerAnswer(200));
        using CmdletRunner runner = _server.Connect();

        runner.Run("$c = Get-AmlCredential mnist; \"$c\"; $c.PrimaryKey; (Get-AmlCredential mnist -AsPlainText).SecondaryKey; (Reset-AmlCredential mnist Secondary -Force -AsPlainText).PrimaryKey");

        Assert.Empty(runner.Errors);
        Assert.Equal("mnist (Key)", runner.Output[0]);
        Assert.IsType<System.Security.SecureString>(runner.Output[1]);
        Assert.Equal(["key-2", "key-1"], runner.Output.Skip(2));
        Assert.Equal("""{"keyType":"Secondary"}""", _server.Requests.Single(request => request.Path.EndsWith("regenerateKeys", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public void Log_lines_have_their_times()
    {
        _server.On("POST", Blue + "/getLogs", new ServerAnswer(200, """{"content":"2026-03-03T10:00:00Z ready\nsecond\n"}"""));
        using CmdletRunner runner = _server.Connect();

        runner.Run("Get-AmlDeploymentLog mnist blue -Tail 2");

        Assert.Equal(["2026-03-03T10:00:00Z ready", "second"], runner.Output.Select(line => ((DeploymentLogLine)line).Text));
        Assert.Equal("""{"containerType":"InferenceServer","tail":2}""", _server.Requests[0].Body);
    }

    private JsonNode Body(string method) => JsonNode.Parse(_server.Requests.Last(request => request.Method == method).Body)!;
}
