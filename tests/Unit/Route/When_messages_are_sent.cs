using Messaging.Contracts.Client;

namespace Messaging.Unit.Route;

public class When_messages_are_sent : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task They_get_the_next_places_in_the_log()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"), Some.Message("bob", "2"));

        var log = await _world.LogAsync();
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.Message, EntryKinds.Message], log.Select(it => it.Kind));
        Assert.Equal([1, 2, 3], log.Select(it => it.Seq));
        Assert.Equal([0, 1, 2], log.Select(it => it.Ordinal));
        Assert.Equal(["create", "1", "2"], log.Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task The_head_tells_how_far_the_log_has_come()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        var head = await _world.HeadAsync();
        Assert.Equal((2, 1, 2), (head!.Seq, head.Messages, head.MemberCount));
        Assert.NotEmpty(head.Epoch);
    }

    [Fact]
    public async Task They_are_published_as_the_log_has_them()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1", "häi 😀 \"you\""));

        var append = Assert.Single(_world.Queue.Messages.SelectMany(it => it.Appends));
        Assert.Equal((Some.Tenant, Some.Conversation, 2), (append.Tenant, append.ConversationId, append.MemberCount));
        Assert.Equal((await _world.HeadAsync())!.Epoch, append.Epoch);
        Assert.Equivalent(await _world.LogAsync(), append.Entries, strict: true);
        Assert.Equal("häi 😀 \"you\"", append.Entries[1].Text);
    }

    [Fact]
    public async Task A_known_conversation_costs_one_transaction_and_no_read()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));
        var before = _world.Faults.Requests;

        await route.RouteAsync(Some.Message("ann", "2"), Some.Message("ann", "3"));

        Assert.Equal(1, _world.Faults.Requests - before);
    }

    [Fact]
    public async Task Conversations_of_one_queue_message_are_independent()
    {
        var route = _world.NewInstance();
        await route.RouteAsync([.. new[] { Some.Group("ann", "bob"), Some.Message("ann", "1") }.In("x"), .. new[] { Some.Group("cid") }.In("y")]);

        Assert.Equal(2, (await _world.LogAsync("x")).Count);
        Assert.Single(await _world.LogAsync("y"));
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
