using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class LoggingDeployments : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_log_tells_of_loading_and_of_requests_and_not_what_was_sent()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        DeploymentLog log = await server.DeployAsync("blue", TestData.Model("string_input"));
        HttpResponseMessage good = await server.ScoreAsync("{\"input_data\": [[\"confidential\"]]}");
        HttpResponseMessage bad = await server.ScoreAsync("{\"input_data\": [[\"confidential\"], [1, \"confidential\"]]}");

        string text = log.Tail(100, storageInitializer: false);

        Assert.Matches(@"^2026-03-01T12:00:00\.000Z INFO Loading the model\n", text);
        Assert.Contains("INFO Ready: ", text, StringComparison.Ordinal);
        Assert.Matches($@"INFO POST 200 \d+\.\d{{3}} ms x-request-id {good.Header("x-request-id")}\n", text);
        Assert.Matches($@"ERROR POST \(500: Input\w+\) 424 .* x-request-id {bad.Header("x-request-id")}\n", text);
        Assert.DoesNotContain("confidential", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ScoringServer.Key, text, StringComparison.Ordinal);
        Assert.Equal("", log.Tail(100, storageInitializer: true));
    }

    [Fact]
    public async Task A_deployment_that_failed_says_why_in_its_log()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        DeploymentLog log = new(_folder.At("blue.log"));
        DeploymentSettings settings = new(ScoringServer.Endpoint, "blue", TestData.Model("future_opset"), 1, TimeSpan.FromSeconds(5), 1);

        await Assert.ThrowsAsync<AmlFileException>(() => server.Endpoints.DeployAsync(settings, log, null, default));

        Assert.Contains(" ERROR The deployment failed: ", log.Tail(1, false), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_are_kept_apart_and_a_tail_is_the_last_lines()
    {
        DeploymentLog log = new(_folder.At("logs", "blue.log"));
        log.Write(ContainerType.StorageInitializer, LogLevel.Information, "copied");
        log.Write(ContainerType.InferenceServer, LogLevel.Information, "one");
        log.Write(ContainerType.InferenceServer, LogLevel.Warning, "two\r\nstill two");

        Assert.EndsWith(" WARNING two  still two\n", log.Tail(1, false), StringComparison.Ordinal);
        Assert.Equal(2, log.Tail(int.MaxValue, false).Count(character => character == '\n'));
        Assert.EndsWith(" INFO copied\n", log.Tail(10, true), StringComparison.Ordinal);
        Assert.Equal("", log.Tail(0, false));
        Assert.Equal(log.Tail(9, false), new DeploymentLog(_folder.At("logs", "blue.log")).Tail(9, false));
    }

    [Fact]
    public async Task The_log_is_bounded_and_keeps_the_newest_lines()
    {
        DeploymentLog log = new(_folder.At("blue.log"));
        string text = new('x', 1 << 16);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (int line = 0; line < 60; line++)
            {
                log.Write(ContainerType.InferenceServer, LogLevel.Information, text);
            }
        })));
        log.Write(ContainerType.InferenceServer, LogLevel.Information, "the last");

        long bytes = Directory.GetFiles(_folder.FullName).Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 4 << 20, (8 << 20) + (2 << 16));
        Assert.EndsWith("the last\n", log.Tail(5, false), StringComparison.Ordinal);
        Assert.Equal(5, log.Tail(5, false).Split('\n').Length - 1);
    }

    [Fact]
    public void Of_very_many_requests_most_are_only_counted()
    {
        DeploymentLog log = new(_folder.At("blue.log"));
        for (int request = 0; request < 5000; request++)
        {
            log.Request(LogLevel.Information, "POST", "id", 200, TimeSpan.FromMilliseconds(0.25));
        }

        string text = log.Tail(int.MaxValue, false);
        int counted = text.Split('\n').Where(line => line.Contains(" more requests ended", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[2], null));
        Assert.Equal(5000, counted + text.Split("POST 200 0.250 ms").Length - 1);
        Assert.True(counted > 0);
    }

    [Fact]
    public void The_owner_alone_can_read_the_files()
    {
        DeploymentLog log = new(_folder.At("blue.log"));
        log.Write(ContainerType.InferenceServer, LogLevel.Information, "one");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("blue.log")));
        }
    }

    public void Dispose() => _folder.Dispose();
}
