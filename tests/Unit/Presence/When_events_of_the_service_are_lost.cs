using Messaging.Plumbing.Delivery;

namespace Messaging.Unit.Presence;

/// <summary>azure-signalr#809: <c>disconnected</c> is not reliable. The service itself is asked about watched users every minute.</summary>
public sealed class When_events_of_the_service_are_lost : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_watched_user_whose_end_was_lost_is_away_within_75_seconds()
    {
        await _world.WatchAsync("ada");
        await _world.ConnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(2));
        await _world.VerifyAsync();
        _world.Service.Connections.Clear();

        await _world.AdvanceAsync(TimeSpan.FromSeconds(60));
        await _world.VerifyAsync();
        Assert.True((await _world.StateAsync("ada")).Online);
        await _world.AdvanceAsync(TimeSpan.FromSeconds(13));

        Assert.False((await _world.StateAsync("ada")).Online);
        Assert.Equal([true, false], _world.Told.Select(told => told.State.Online));
    }

    [Fact]
    public async Task A_watched_user_whose_beginning_was_lost_is_online_at_the_next_minute()
    {
        await _world.WatchAsync("ada");
        _world.Service.Connections["phone"] = Names.User(PresenceWorld.Tenant, "ada");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(60));
        await _world.VerifyAsync();

        Assert.True(Assert.Single(_world.Told).State.Online);
        Assert.True((await _world.StateAsync("ada")).Online);

        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(60));
        await _world.VerifyAsync();
        await _world.AdvanceAsync(TimeSpan.FromSeconds(13));
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task A_watched_user_without_heartbeats_stays_online_while_the_service_says_so()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        for (var minute = 0; minute < 90; minute++)
        {
            await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
            await _world.VerifyAsync();
            Assert.True((await _world.StateAsync("ada")).Online);
        }
        Assert.Empty(_world.Told);
    }

    [Fact]
    public async Task One_who_is_just_reconnecting_is_not_taken_for_gone()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        _world.Service.Connections.Clear();
        await _world.VerifyAsync();
        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(9));
        await _world.ConnectAsync("ada", "phone again");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(_world.Told);
    }

    [Fact]
    public async Task A_user_of_whom_nothing_changed_costs_one_call_and_no_table_operation_and_no_queue_message()
    {
        for (var user = 0; user < 40; user++)
        {
            await _world.ConnectAsync($"u{user}", $"c{user}");
            await _world.WatchAsync($"u{user}");
        }
        var (transactions, asked, queued) = (_world.Counters.Transactions, _world.Service.Asked, _world.Queued);

        await _world.VerifyAsync();

        const int onePageOfMarks = 1;
        Assert.Equal((onePageOfMarks, 40, 0), (_world.Counters.Transactions - transactions, _world.Service.Asked - asked, _world.Queued - queued));
    }

    [Fact]
    public async Task A_mark_that_ran_out_is_gone_and_nobody_is_asked_for_it()
    {
        await _world.WatchAsync("ada");
        await _world.AdvanceAsync(_world.Rules.WatchLifetime);
        await _world.VerifyAsync();
        Assert.Null(await _world.Marks.ReadAsync(PresenceWorld.Tenant, "ada", default));
        Assert.Equal(0, _world.Service.Asked);
    }
}
