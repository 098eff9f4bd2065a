namespace Messaging.Unit.Presence;

public sealed class When_a_device_drops_and_returns : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Within_the_leave_delay_it_costs_two_writes_and_shows_nothing()
    {
        await _world.ConnectAsync("ada", "first");
        await _world.WatchAsync("ada");
        var before = _world.Counters.RowsWritten;

        await _world.DisconnectAsync("ada", "first");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.True((await _world.StateAsync("ada")).Online);
        await _world.ConnectAsync("ada", "second");
        Assert.Equal(2, _world.Counters.RowsWritten - before);
        const int lookWhenLeft = 1;
        Assert.Equal(lookWhenLeft, _world.Queued);

        for (var second = 0; second < 60; second++)
        {
            await _world.AdvanceAsync(TimeSpan.FromSeconds(1));
            Assert.True((await _world.StateAsync("ada")).Online);
        }
        Assert.Empty(_world.Told);
    }

    [Fact]
    public async Task Unwatched_nothing_goes_on_the_queue()
    {
        await _world.ConnectAsync("ada", "first");
        await _world.DisconnectAsync("ada", "first");
        await _world.ConnectAsync("ada", "second");
        Assert.Equal(0, _world.Queued);
    }

    [Fact]
    public async Task For_good_it_is_away_after_the_leave_delay_and_was_last_seen_when_it_dropped()
    {
        await _world.ConnectAsync("ada", "first");
        var dropped = _world.Time.GetUtcNow();
        await _world.DisconnectAsync("ada", "first");

        await _world.AdvanceAsync(_world.Rules.LeaveDelay - TimeSpan.FromTicks(1));
        Assert.True((await _world.StateAsync("ada")).Online);
        await _world.AdvanceAsync(TimeSpan.FromTicks(1));

        Assert.Equal(new("ada", Online: false, dropped), await _world.StateAsync("ada"));
    }

    [Fact]
    public async Task While_another_device_stays_the_user_stays()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.ConnectAsync("ada", "laptop");
        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task And_its_end_was_lost_the_heartbeat_is_the_backstop()
    {
        await _world.ConnectAsync("ada", "first");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(30));
        var last = _world.Time.GetUtcNow();
        await _world.Devices.HeartbeatAsync(new("first", PresenceWorld.Tenant, "ada"), default);

        await _world.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.True((await _world.StateAsync("ada")).Online);
        await _world.AdvanceAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(new("ada", Online: false, last), await _world.StateAsync("ada"));
    }

    [Fact]
    public async Task And_its_end_overtook_its_beginning_it_is_away_all_the_same()
    {
        await _world.DisconnectAsync("ada", "short");
        await _world.ConnectAsync("ada", "short");
        await _world.AdvanceAsync(_world.Rules.LeaveDelay);
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task A_hundred_times_few_rows_are_left()
    {
        for (var time = 0; time < 100; time++)
        {
            await _world.ConnectAsync("ada", $"c{time}");
            await _world.DisconnectAsync("ada", $"c{time}");
            await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        var stored = await _world.Table.ReadAsync(PresenceWorld.Tenant, "ada", default);
        Assert.InRange(stored.Devices.Count, 1, 20);
        Assert.Equal(_world.Time.GetUtcNow() - TimeSpan.FromMinutes(1), (await _world.StateAsync("ada")).LastSeen);
    }
}
