using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_worker_dies_with_messages : IAsyncLifetime
{
    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.StartAsync();

    public async Task DisposeAsync() => await bus.DisposeAsync();

    [Fact]
    public async Task They_are_delivered_again_with_a_higher_count()
    {
        await using var app = await bus.StartAppAsync("OnWork");

        await bus.SendAsync("work", "crash");

        Assert.Equal("work crash 2", await bus.SeenAsync());
    }

    [Fact]
    public async Task Those_that_come_meanwhile_wait_for_the_next_worker()
    {
        await using var app = await bus.StartAppAsync("OnWork");

        await bus.SendAsync("work", "crash");
        await bus.SendAsync("work", "1", "2", "3");

        Assert.Equal(["work 1", "work 2", "work 3", "work crash"], (await bus.SeenAsync(4)).Select(line => line[..^2]).Order());
    }

    /// <summary>
    /// Delivery counts may differ: a message that arrives while the SDK cancels its receive is dropped by the SDK without a word, and
    /// comes again when its lock ends. It has run once all the same.
    /// </summary>
    [Fact]
    public async Task A_drained_stop_loses_nothing_and_runs_nothing_twice()
    {
        await using var app = await bus.StartAppAsync("OnWork");
        await bus.SendAsync("work", [.. Enumerable.Range(100, 40).Select(milliseconds => $"{milliseconds}")]);
        var first = await bus.SeenAsync();

        await app.StopAsync(TimeSpan.FromSeconds(20));
        await using var next = await bus.StartAppAsync("OnWork");

        Assert.Equal(
            Enumerable.Range(100, 40).Select(milliseconds => $"work {milliseconds}"),
            (await bus.SeenAsync(39)).Append(first).Select(line => line[..^2]).Order());
        await bus.UntilAsync("work", left => left.Count == 0);
        await bus.UntilAsync("seen", more => more.Count == 0);
    }
}
