using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Presence;
using Messaging.Unit.Sync;

namespace Messaging.Unit.Presence;

public sealed class When_a_user_is_blocked : IAsyncLifetime
{
    static readonly PresenceEvent Unknown = new("ada", Online: false);

    readonly PresenceWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.ConnectAsync("ada", "phone");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_user_looks_like_one_who_never_was_and_others_see_no_difference()
    {
        await _world.BlockAsync("ada", "bob");
        Assert.Equal(Unknown, await _world.StateAsync("ada", "bob"));
        var answer = await _world.Of<QueryPresence>().RunAsync(PresenceWorld.Request("bob", body: """{"users":["ada"]}"""), default);
        Assert.Equal(Unknown, answer.Body<PresenceList>().Users.Single() with { At = null });
        Assert.True((await _world.StateAsync("ada", "carl")).Online);
    }

    [Fact]
    public async Task A_watcher_is_out_of_the_group_and_sees_the_user_leave_once()
    {
        await _world.WatchAsync("ada", watcher: "bob");
        await _world.WatchAsync("ada", watcher: "carl");
        await _world.BlockAsync("ada", "bob");
        Assert.Equal(("acme|bob", Unknown), Assert.Single(_world.Told));
        Assert.Equal([(Names.Watching("acme", "ada"), "acme|carl")], _world.Service.Members.Keys);
    }

    [Fact]
    public async Task A_watch_is_refused_silently_and_holds_when_the_block_ends()
    {
        await _world.BlockAsync("ada", "bob");
        Assert.Equal(Unknown, await _world.WatchAsync("ada", watcher: "bob"));
        Assert.Empty(_world.Service.Members);

        await _world.AdvanceAsync(TimeSpan.FromSeconds(1));
        await _world.BlockAsync("ada", "bob", blocked: false);
        Assert.Equal(("acme|bob", new("ada", Online: true)), Assert.Single(_world.Told));
        Assert.Single(_world.Service.Members);
    }

    [Fact]
    public async Task One_that_comes_while_a_watch_begins_wins()
    {
        _world.SignalR.Setup(signalR => signalR.AddUserToGroupAsync("acme|bob", Moq.It.IsAny<string>(), Moq.It.IsAny<TimeSpan>(), Moq.It.IsAny<CancellationToken>()))
            .Returns(async (string user, string group, TimeSpan _, CancellationToken _) =>
            {
                _world.Service.Members[(group, user)] = true;
                await _world.Table.TryBlockAsync(PresenceWorld.Tenant, "ada", "bob", true, _world.Time.GetUtcNow(), default);
            });
        Assert.Equal(Unknown, await _world.WatchAsync("ada", watcher: "bob"));
        Assert.Empty(_world.Service.Members);
    }

    [Fact]
    public async Task The_later_word_holds_in_whatever_order_they_come()
    {
        var now = _world.Time.GetUtcNow();
        await _world.BlockAsync("ada", "bob", at: now.AddSeconds(2));
        await _world.BlockAsync("ada", "bob", blocked: false, at: now);
        Assert.Equal(Unknown, await _world.StateAsync("ada", "bob"));
        await _world.BlockAsync("ada", "bob", blocked: false, at: now.AddSeconds(3));
        Assert.True((await _world.StateAsync("ada", "bob")).Online);
    }

    [Fact]
    public async Task Ones_own_blocks_are_listed()
    {
        foreach (var other in new[] { "carl", "bob", "eve" }) await _world.BlockAsync("ada", other);
        await _world.BlockAsync("ada", "eve", blocked: false);
        Assert.Equal(["bob", "carl"], (await _world.Of<ListBlocks>().RunAsync(PresenceWorld.Request("ada"), default)).Body<BlockList>().Users);
        Assert.Empty((await _world.Of<ListBlocks>().RunAsync(PresenceWorld.Request("bob"), default)).Body<BlockList>().Users);
    }

    [Fact]
    public async Task Another_tenants_watcher_is_in_another_group()
    {
        await _world.Watches.WatchAsync(new("any", "other", "bob"), ["ada"], default);
        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([(Names.Watching("other", "ada"), "other|bob")], _world.Service.Members.Keys);
        Assert.Empty(_world.Told);
    }
}
