using System.Net;
using System.Text;
using AmlEndpoints.LocalServer.Scoring;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Scoring;

public sealed class LimitingRequests
{
    private const string Body = "{\"input_data\": [1]}";

    [Fact]
    public async Task More_than_twice_the_concurrent_requests_are_429_and_those_that_wait_are_answered()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await server.DeployAsync("blue", TestData.Model("int64"), instances: 2, concurrent: 1);
        ScoringSlots slots = server.Deployment("blue").Slots;
        await slots.EnterAsync(default);
        await slots.EnterAsync(default);
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, 4).Select(_ => server.ScoreAsync(Body))];
        await Eventually.IsTrue(() => slots.Pending == 4);

        HttpResponseMessage refused = await server.ScoreAsync(Body);
        slots.Leave();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("too_many_pending_request", refused.Header("ms-azureml-model-error-reason"));
        Assert.Equal(("", "text/plain"), (await refused.TextAsync(), refused.Content.Headers.ContentType!.MediaType));
        Assert.Null(refused.Headers.RetryAfter);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(0, slots.Pending);
    }

    [Fact]
    public async Task A_request_that_waits_too_long_is_408_and_leaves_its_place()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await server.DeployAsync("blue", TestData.Model("int64"), timeout: 20, concurrent: 1);
        ScoringSlots slots = server.Deployment("blue").Slots;
        await slots.EnterAsync(default);

        HttpResponseMessage answer = await server.ScoreAsync(Body);

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        Assert.Equal("RequestTimeout", (await answer.JsonAsync()).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, slots.Pending);
        slots.Leave();
        await server.DeployAsync("blue", TestData.Model("int64"), concurrent: 1);
        Assert.Equal(HttpStatusCode.OK, (await server.ScoreAsync(Body)).StatusCode);
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_the_request_timeout_is_408()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await server.DeployAsync("blue", TestData.Model("int64"), timeout: 1);
        string rows = string.Join(',', Enumerable.Range(0, 2_000_000));

        HttpResponseMessage answer = await server.ScoreAsync($"{{\"input_data\": [{rows}]}}");

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        Assert.Contains(" 408 ", server.Endpoints.FindLog(ScoringServer.Endpoint, "blue")!.Tail(1, false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_goes_away_leaves_its_place()
    {
        await using ScoringServer server = await ScoringServer.StartAsync();
        await server.DeployAsync("blue", TestData.Model("int64"), concurrent: 1);
        ScoringSlots slots = server.Deployment("blue").Slots;
        await slots.EnterAsync(default);
        using CancellationTokenSource stop = new();
        Task<HttpResponseMessage> call = server.Client.PostAsync(
            ScoringRoutes.ScoringPath(ScoringServer.Endpoint), new StringContent(Body, Encoding.UTF8, "application/json"), stop.Token);
        await Eventually.IsTrue(() => slots.Pending == 1);

        await stop.CancelAsync();

        await Eventually.IsTrue(() => slots.Pending == 0);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        slots.Leave();
    }

    [Fact]
    public async Task Slots_are_given_in_the_order_of_waiting_and_past_those_who_gave_up()
    {
        ScoringSlots slots = new(1);
        await slots.EnterAsync(default);
        using CancellationTokenSource stop = new();
        Task first = slots.EnterAsync(default).AsTask();
        Task gaveUp = slots.EnterAsync(stop.Token).AsTask();
        Task last = slots.EnterAsync(default).AsTask();
        await stop.CancelAsync();

        slots.Leave();
        await first;
        Assert.False(last.IsCompleted);
        slots.Leave();
        await last;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        slots.Leave();
        Assert.True(slots.EnterAsync(default).AsTask().IsCompletedSuccessfully);
        Assert.False(slots.EnterAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task No_more_run_at_once_than_there_are_slots_and_none_is_lost()
    {
        ScoringSlots slots = new(3);
        int running = 0;
        int most = 0;
        int cancelled = 0;
        int done = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < 2000; round++)
            {
                using CancellationTokenSource stop = new();
                Task entering = slots.EnterAsync(stop.Token).AsTask();
                if (round % 3 == worker % 3)
                {
                    await stop.CancelAsync();
                }

                try
                {
                    await entering;
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                    continue;
                }

                int now = Interlocked.Increment(ref running);
                int seen;
                while (now > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, now, seen) != seen)
                {
                }

                await Task.Yield();
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref done);
                slots.Leave();
            }
        })));

        Assert.InRange(most, 1, 3);
        Assert.Equal(16_000, done + cancelled);
        for (int slot = 0; slot < 3; slot++)
        {
            Assert.True(slots.EnterAsync(default).AsTask().IsCompletedSuccessfully);
        }

        Assert.False(slots.EnterAsync(default).AsTask().IsCompleted);
    }
}
