using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_a_user_blocks_another : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_blocked_one_writes_nothing_more_in_their_conversation(bool together)
    {
        await RouteAsync(together, Pair("bob"), Some.Message("bob", "m1"), Block("ann", "b"), Some.Message("bob", "m2"), Some.Message("ann", "m3"),
            Unblock("ann", "u"), Some.Message("bob", "m4"));

        Assert.Equal(("m2", RejectionReasons.Blocked), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
        Assert.Equal(["create", "m1", "m3", "m4"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task They_begin_none_either_but_the_other_may(bool together)
    {
        await RouteAsync(together, Block("ann", "b"), Pair("bob"));
        Assert.Equal(RejectionReasons.Blocked, _world.Queue.Rejections.Single().Reason);
        Assert.Null(await _world.HeadAsync());

        await RouteAsync(together, Pair("ann") with { ClientMessageId = "second" }, Some.Message("bob", "m"));
        Assert.Equal(["second"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task A_group_knows_no_blocks()
    {
        await RouteAsync(true, Some.Group("ann", "bob"), Block("ann", "b"), Some.Message("bob", "m"));

        Assert.Equal(("b", RejectionReasons.NotAllowed), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
    }

    static Command Pair(string creator) => Some.Group(creator, creator == "ann" ? "bob" : "ann") with { ConversationKind = ConversationKinds.Direct };

    static Command Block(string sender, string id) => Some.Command(CommandKinds.BlockUser, sender, id) with { Members = ["bob"] };

    static Command Unblock(string sender, string id) => Block(sender, id) with { Kind = CommandKinds.UnblockUser };

    async Task RouteAsync(bool together, params Command[] commands)
    {
        var route = _world.NewInstance();
        if (together) await route.RouteAsync(commands);
        else foreach (var command in commands) await route.RouteAsync(command);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
