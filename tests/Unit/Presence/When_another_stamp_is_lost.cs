using Messaging.Contracts.Client;
using Messaging.Presence;

namespace Messaging.Unit.Presence;

public sealed class When_another_stamp_is_lost : IAsyncLifetime
{
    readonly PresenceStamps _stamps = new();

    PresenceWorld Here => _stamps[0];
    PresenceWorld There => _stamps[1];

    public async Task InitializeAsync()
    {
        await _stamps.InitializeAsync();
        await There.ConnectAsync("ada", "phone");
        foreach (var user in new[] { "ada", "bob", "carl" }) await Here.WatchAsync(user);
        await Here.ConnectAsync("carl", "laptop");
        await _stamps.PassAsync(minutes: 1);
        Here.Told.Clear();
        _stamps.Lose(1);
    }

    public Task DisposeAsync() => _stamps.DisposeAsync();

    [Fact]
    public async Task Its_users_leave_but_not_at_the_first_hiccup()
    {
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(30));
        await Here.VerifyAsync();
        await Here.PublishAsync(PresenceWorld.Touched("ada"));
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Empty(Here.Told);

        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Here.VerifyAsync();
        Assert.Equal(new("ada", Online: false), Assert.Single(Here.Told).State);
    }

    [Fact]
    public async Task They_are_back_with_it()
    {
        for (var minute = 0; minute < 3; minute++)
        {
            await _stamps.AdvanceAsync(TimeSpan.FromMinutes(1));
            await Here.VerifyAsync();
        }
        _stamps.Lose(1, lost: false);
        await _stamps.PassAsync(minutes: 1);
        Assert.Equal([false, true], Here.Told.Select(told => told.State.Online));
    }

    [Fact]
    public async Task Users_come_and_speak_here_as_ever()
    {
        await Here.ConnectAsync("bob", "phone");
        await _stamps.SettleAsync();
        Assert.Equal(new("bob", Online: true), Assert.Single(Here.Told).State);

        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        await Here.Of<Statuses>().SetAsync(new(PresenceWorld.Tenant, "carl"), UserStatuses.Busy, text: null, until: null, default);
        await _stamps.SettleAsync();
        Assert.Equal(new("carl", Online: true, Status: UserStatuses.Busy), Here.Told[^1].State);
    }

    [Fact]
    public async Task Who_leaves_here_is_told_when_nothing_more_can_be_known()
    {
        await Here.DisconnectAsync("carl", "laptop");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(Here.Told);
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.False(Assert.Single(Here.Told).State.Online);
    }

    [Fact]
    public async Task Queries_and_watches_answer_with_what_is_known()
    {
        Assert.Equal(new("ada", Online: false), await Here.StateAsync("ada"));
        Assert.True((await Here.StateAsync("carl")).Online);
        Assert.False((await Here.WatchAsync("dora")).Online);
    }

    [Fact]
    public async Task It_is_asked_once_in_five_seconds()
    {
        await Here.StateAsync("ada");
        _stamps.Lose(1, lost: false);
        Assert.False((await Here.StateAsync("ada")).Online);
        _stamps.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await Here.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task What_it_is_to_be_told_waits_and_holds_up_nothing()
    {
        await There.WatchAsync("bob");
        await _stamps.SettleAsync();
        await Here.ConnectAsync("bob", "phone");
        await _stamps.SettleAsync();
        Assert.Equal(new("bob", Online: true), Assert.Single(Here.Told).State);
        Assert.Empty(There.Told);

        _stamps.Lose(1, lost: false);
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(new("bob", Online: true), Assert.Single(There.Told).State);
    }
}
