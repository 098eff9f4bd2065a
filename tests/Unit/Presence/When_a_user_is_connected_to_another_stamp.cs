using Messaging.Plumbing.Delivery;

namespace Messaging.Unit.Presence;

public sealed class When_a_user_is_connected_to_another_stamp : IAsyncLifetime
{
    readonly PresenceStamps _stamps = new();

    PresenceWorld Here => _stamps[0];
    PresenceWorld There => _stamps[1];

    public Task InitializeAsync() => _stamps.InitializeAsync();

    public Task DisposeAsync() => _stamps.DisposeAsync();

    [Fact]
    public async Task The_user_is_online_for_whoever_asks()
    {
        await There.ConnectAsync("ada", "phone");
        Assert.True((await Here.StateAsync("ada")).Online);
        Assert.True((await Here.WatchAsync("ada")).Online);
    }

    [Fact]
    public async Task Watchers_are_told_each_change_once_and_at_once()
    {
        await Here.WatchAsync("ada");
        await _stamps.SettleAsync();
        await There.ConnectAsync("ada", "phone");
        await _stamps.SettleAsync();
        Assert.True(Assert.Single(Here.Told).State.Online);

        await _stamps.AdvanceAsync(TimeSpan.FromMinutes(1));
        await There.DisconnectAsync("ada", "phone");
        var left = _stamps.Time.GetUtcNow();
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(19));

        Assert.Equal([new("ada", true), new("ada", false, left)], Here.Told.Select(told => told.State));
        Assert.All(Here.Told, told => Assert.Equal(Names.Watching(PresenceWorld.Tenant, "ada"), told.Recipient));
        Assert.Empty(There.Told);
    }

    [Fact]
    public async Task The_devices_of_all_stamps_are_one_user()
    {
        await Here.WatchAsync("ada");
        await _stamps.SettleAsync();
        await There.ConnectAsync("ada", "phone");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        await Here.ConnectAsync("ada", "laptop");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        await There.DisconnectAsync("ada", "phone");
        await _stamps.PassAsync(minutes: 2);
        Assert.Single(Here.Told);

        await Here.DisconnectAsync("ada", "laptop");
        var left = _stamps.Time.GetUtcNow();
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(19));
        Assert.Equal(new("ada", false, left), Here.Told[^1].State);
        Assert.Equal(2, Here.Told.Count);
    }

    [Fact]
    public async Task One_whose_end_was_lost_at_the_other_stamp_is_away_within_75_seconds()
    {
        await Here.WatchAsync("ada");
        await There.ConnectAsync("ada", "phone");
        await _stamps.PassAsync(minutes: 1);
        There.Service.Connections.Clear();

        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(60));
        await _stamps.VerifyAsync();
        Assert.True((await Here.StateAsync("ada")).Online);
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(14));
        Assert.Equal([true, false], Here.Told.Select(told => told.State.Online));
    }

    [Fact]
    public async Task One_whose_beginning_was_lost_at_the_other_stamp_is_online_at_the_next_minute()
    {
        await Here.WatchAsync("ada");
        await _stamps.SettleAsync();
        There.Service.Connections["phone"] = Names.User(PresenceWorld.Tenant, "ada");
        await _stamps.PassAsync(minutes: 1);
        Assert.True(Assert.Single(Here.Told).State.Online);
    }

    [Fact]
    public async Task One_without_heartbeats_stays_online_while_the_other_service_says_so()
    {
        await There.ConnectAsync("ada", "phone");
        await Here.WatchAsync("ada");
        await _stamps.SettleAsync();
        for (var minute = 0; minute < 70; minute++)
        {
            _stamps.Time.Advance(TimeSpan.FromMinutes(1));
            await _stamps.VerifyAsync();
            Assert.True((await Here.StateAsync("ada")).Online);
        }
        Assert.Empty(Here.Told);
    }

    [Fact]
    public async Task This_stamps_service_is_not_believed_about_the_others_devices()
    {
        await There.ConnectAsync("ada", "phone");
        await Here.WatchAsync("ada");
        await _stamps.PassAsync(minutes: 3);
        Assert.Empty(Here.Told);
        Assert.Null((await There.Table.ReadAsync(PresenceWorld.Tenant, "ada", default)).Devices.Single().LeaveAt);
    }
}
