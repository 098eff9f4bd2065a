using Messaging.Plumbing.Delivery;

namespace Messaging.Unit.Presence;

/// <summary>A tenth of the storm that the benchmark runs: 1,000 devices, 100 of them watched, all gone at once; the service lets 40 a second in again.</summary>
public sealed class When_a_node_drops_its_devices : IAsyncLifetime
{
    const int Devices = 1_000, Watched = 100, BackPerSecond = 40;

    readonly PresenceWorld _world = new();

    public async Task InitializeAsync()
    {
        _world.Crowded = true;
        await _world.InitializeAsync();
        for (var user = 0; user < Watched; user++) await _world.WatchAsync($"u{user}");
        await _world.PumpAsync(ForAllAsync(user => _world.ConnectAsync($"u{user}", $"first{user}")));
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Watched, _world.Told.Count);
        _world.Told.Clear();
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Coming_back_costs_two_writes_a_device_next_to_no_queue_messages_and_watchers_see_nothing()
    {
        var (written, queued) = (_world.Counters.RowsWritten, _world.Queued);

        await _world.PumpAsync(ForAllAsync(user => _world.DisconnectAsync($"u{user}", $"first{user}")));
        for (var second = 0; second < Devices / BackPerSecond; second++)
        {
            var back = Enumerable.Range(second * BackPerSecond, BackPerSecond).Select(user => (user * 7) % Devices);
            await _world.PumpAsync(Task.WhenAll(back.Select(user => _world.ConnectAsync($"u{user}", $"second{user}"))));
            await _world.AdvanceAsync(TimeSpan.FromSeconds(1));
            if (second == 18) await _world.VerifyAsync();
        }
        for (var second = 0; second < 120; second += 5) await _world.AdvanceAsync(TimeSpan.FromSeconds(5));
        await _world.VerifyAsync();

        Assert.Empty(_world.Told);
        Assert.InRange((_world.Counters.RowsWritten - written) / (double)Devices, 2, 2.01);
        Assert.InRange(_world.Queued - queued, 0, Devices / 8);
    }

    [Fact]
    public async Task Those_who_stay_away_are_seen_to_be_away_within_75_seconds()
    {
        await _world.PumpAsync(ForAllAsync(user => _world.DisconnectAsync($"u{user}", $"first{user}")));
        for (var second = 0; second < 72; second++) await _world.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Watched, _world.Told.Count(told => !told.State.Online));
        Assert.Contains((Names.Watching("acme", "u7"), false), _world.Told.Select(told => (told.Recipient, told.State.Online)));
    }

    static Task ForAllAsync(Func<int, Task> work) => Task.WhenAll(Enumerable.Range(0, Devices).Select(work));
}
