using Messaging.Contracts;
using Messaging.Plumbing.Delivery;

namespace Messaging.Unit.Presence;

/// <summary>AspNetCore.Docs#32261: a connection's groups are gone when it reconnects. A user's are not.</summary>
public sealed class When_a_watcher_reconnects : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_watch_is_the_users_and_lasts_a_day()
    {
        await _world.WatchAsync("ada", watcher: "bob");
        _world.SignalR.Verify(signalR => signalR.AddUserToGroupAsync("acme|bob", Names.Watching("acme", "ada"), TimeSpan.FromDays(1), Moq.It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Repeating_the_watch_costs_reads_only()
    {
        var users = Enumerable.Range(0, 30).Select(user => $"u{user}").ToList();
        await _world.Watches.WatchAsync(new("first", PresenceWorld.Tenant, "bob"), users, default);
        _world.SignalR.Invocations.Clear();
        var (transactions, written) = (_world.Counters.Transactions, _world.Counters.RowsWritten);

        var states = await _world.Watches.WatchAsync(new("second", PresenceWorld.Tenant, "bob"), users, default);

        Assert.Equal(users, states!.Users.Select(state => state.User));
        Assert.Empty(_world.SignalR.Invocations);
        const int ownList = 1;
        Assert.Equal((ownList + users.Count, 0), (_world.Counters.Transactions - transactions, _world.Counters.RowsWritten - written));
    }

    [Fact]
    public async Task After_half_a_day_repeating_it_renews_it()
    {
        await _world.WatchAsync("ada", watcher: "bob");
        await _world.AdvanceAsync(TimeSpan.FromHours(13));
        _world.SignalR.Invocations.Clear();
        await _world.WatchAsync("ada", watcher: "bob");
        Assert.Single(_world.SignalR.Invocations);
    }

    [Fact]
    public async Task Five_hundred_are_watched_and_not_one_more_until_some_are_let_go()
    {
        var all = Enumerable.Range(0, Limits.PresenceUsers).Select(user => $"u{user}").ToList();
        Assert.NotNull(await WatchAsync(all[..250]));
        Assert.NotNull(await WatchAsync(all[200..]));
        Assert.Null(await WatchAsync(["one more"]));
        await _world.Watches.UnwatchAsync(new("any", PresenceWorld.Tenant, "bob"), all[..1], default);
        Assert.NotNull(await WatchAsync(["one more"]));
    }

    [Fact]
    public async Task Watches_that_ran_out_no_longer_count()
    {
        await WatchAsync([.. Enumerable.Range(0, Limits.PresenceUsers).Select(user => $"u{user}")]);
        await _world.AdvanceAsync(_world.Rules.WatchLifetime);
        Assert.NotNull(await WatchAsync(["one more"]));
    }

    Task<Messaging.Contracts.Client.PresenceList?> WatchAsync(IReadOnlyCollection<string> users) =>
        _world.Watches.WatchAsync(new("any", PresenceWorld.Tenant, "bob"), users, default);
}
