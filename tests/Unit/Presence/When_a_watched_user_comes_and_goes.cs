using Messaging.Plumbing.Delivery;
using Messaging.Presence;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_a_watched_user_comes_and_goes : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Watchers_are_told_each_change_once()
    {
        Assert.False((await _world.WatchAsync("ada")).Online);

        await _world.ConnectAsync("ada", "phone");
        await _world.ConnectAsync("ada", "laptop");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(1));
        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(30));
        await _world.DisconnectAsync("ada", "laptop");
        var left = _world.Time.GetUtcNow();
        await _world.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([new("ada", true), new("ada", false, left)], _world.Told.Select(told => told.State));
        Assert.All(_world.Told, told => Assert.Equal(Names.Watching(PresenceWorld.Tenant, "ada"), told.Recipient));
    }

    [Fact]
    public async Task The_watcher_is_in_the_group_before_the_state_is_read()
    {
        await _world.ConnectAsync("ada", "phone");
        _world.SignalR.Setup(signalR => signalR.AddUserToGroupAsync("acme|watcher", Names.Watching(PresenceWorld.Tenant, "ada"), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Returns(async () => { await _world.DisconnectAsync("ada", "phone"); _world.Time.Advance(TimeSpan.FromMinutes(1)); });
        Assert.False((await _world.WatchAsync("ada")).Online);
    }

    [Fact]
    public async Task One_who_was_leaving_when_the_watch_began_is_seen_to_leave()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.DisconnectAsync("ada", "phone");
        Assert.True((await _world.WatchAsync("ada")).Online);

        await _world.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.False(Assert.Single(_world.Told).State.Online);
    }

    [Fact]
    public async Task A_watch_that_ran_out_begins_with_the_state_of_its_new_day()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        await _world.AdvanceAsync(_world.Rules.WatchLifetime);
        await _world.DisconnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.False((await _world.WatchAsync("ada")).Online);

        await _world.ConnectAsync("ada", "phone again");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(Assert.Single(_world.Told).State.Online);
    }

    [Fact]
    public async Task A_watch_that_is_repeated_goes_on()
    {
        await _world.WatchAsync("ada");
        await _world.AdvanceAsync(_world.Rules.WatchLifetime * 0.8);
        await _world.WatchAsync("ada");
        await _world.AdvanceAsync(_world.Rules.WatchLifetime * 0.8);

        await _world.ConnectAsync("ada", "phone");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Single(_world.Told);
    }

    [Fact]
    public async Task A_message_that_comes_again_is_told_again_for_its_output_may_be_lost()
    {
        await _world.WatchAsync("ada");
        await _world.PublishAsync(PresenceWorld.Touched("ada"));
        Assert.Empty(_world.Told);

        await _world.PublishAsync(PresenceWorld.Touched("ada", deliveries: 2));
        Assert.Single(_world.Told);
    }

    [Fact]
    public async Task What_another_instance_told_meanwhile_is_not_overwritten()
    {
        await _world.WatchAsync("ada");
        var read = (await _world.Marks.ReadAsync(PresenceWorld.Tenant, "ada", default))!;

        Assert.True(await _world.Marks.TryReplaceAsync(PresenceWorld.Tenant, "ada", read, read with { Shown = new(Online: true) }, default));
        Assert.False(await _world.Marks.TryReplaceAsync(PresenceWorld.Tenant, "ada", read, read, default));

        Assert.True((await _world.Marks.ReadAsync(PresenceWorld.Tenant, "ada", default))!.Shown.Online);
    }

    [Fact]
    public async Task Many_messages_of_one_batch_are_one_evaluation()
    {
        await _world.WatchAsync("ada");
        await _world.ConnectAsync("ada", "phone");
        var before = _world.Counters.Transactions;

        await _world.PublishAsync([.. Enumerable.Range(0, 100).Select(_ => PresenceWorld.Touched("ada"))]);

        const int mark = 1, read = 1, told = 1;
        Assert.Equal(mark + read + told, _world.Counters.Transactions - before);
        Assert.Single(_world.Told);
    }

    [Theory]
    [InlineData("no json"), InlineData("null"), InlineData("""{"tenant":"acme"}"""), InlineData("""{"tenant":"","user":"ada"}""")]
    public async Task A_bad_message_is_dead_lettered_and_its_neighbours_are_told(string body)
    {
        await _world.WatchAsync("ada");
        await _world.ConnectAsync("ada", "phone");
        var bad = PresenceWorld.Received(BinaryData.FromString(body));

        await _world.PublishAsync(bad, PresenceWorld.Touched("ada"));

        _world.Actions.Verify(actions => actions.DeadLetterMessageAsync(bad, null, It.IsNotNull<string>(), It.IsNotNull<string>(), It.IsAny<CancellationToken>()), Times.Once());
        Assert.Single(_world.Told);
    }

    [Fact]
    public async Task Unwatching_leaves_the_group()
    {
        await _world.WatchAsync("ada");
        Assert.NotEmpty(_world.Service.Members);
        await _world.Watches.UnwatchAsync(new("any", PresenceWorld.Tenant, "watcher"), ["ada", "bob"], default);
        Assert.Empty(_world.Service.Members);
    }
}
