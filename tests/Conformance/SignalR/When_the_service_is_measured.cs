using Messaging.SignalR;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Conformance.SignalR;

public sealed class When_the_service_is_measured
{
    [Fact]
    public async Task Messages_count_once_per_recipient_and_started_2_KB()
    {
        await using var app = await ServerlessApp.StartAsync(new SignalRServerOptions());
        var one = await app.ConnectAsync("alice");
        var other = await app.ConnectAsync("bob");

        await app.SendAsync("/:send", "greet", new string('x', 3000));
        await app.SendAsync("/users/alice/:send", "greet", "short");
        await app.SendAsync("/users/nobody/:send", "greet", "short");

        var counters = app.Server.Counters;
        Assert.Equal((2, 3, 5), (counters.Connections, counters.RestCalls, counters.OutboundMessages));
    }

    [Fact]
    public async Task The_latency_is_added_to_a_calls_round_trip()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await ServerlessApp.StartAsync(new SignalRServerOptions { Latency = TimeSpan.FromSeconds(10) }, time);

        var calling = app.CallAsync(HttpMethod.Head, "/users/alice");
        await Some.EventuallyAsync(1L, () => Task.FromResult(app.Server.Counters.RestCalls));
        var before = time.GetUtcNow();
        await Some.EventuallyAsync(true, () =>
        {
            if (!calling.IsCompleted) time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(calling.IsCompleted);
        });

        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(10));
        (await calling).Dispose();
    }
}
