using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_a_conversation_begins : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task The_other_of_a_pair_gets_the_same_conversation()
    {
        var second = Direct("bob", "b", "ann");

        await _world.NewInstance().RouteAsync(Direct("ann", "a", "bob"), second, Some.Message("bob", "1"));

        Assert.Equal(["a", "1"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(1, (await _world.FateAsync(second))!.Seq);
        Assert.Empty(_world.Queue.Rejections);
    }

    [Fact]
    public async Task Both_of_a_pair_may_begin_at_once()
    {
        var (here, there) = (_world.NewInstance(), _world.NewInstance());
        var raced = 0;
        _world.Faults.Before = () => raced++ == 0 ? there.RouteAsync(Direct("bob", "b", "ann")) : Task.CompletedTask;

        await here.RouteAsync(Direct("ann", "a", "bob"));

        Assert.Equal(["b"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(1, (await _world.FateAsync(Direct("ann", "a", "bob")))!.Seq);
    }

    [Fact]
    public async Task A_stranger_cannot_create_it_again()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Command(CommandKinds.CreateConversation, "eve", "mine"));

        Assert.Equal(RejectionReasons.NotAllowed, Assert.Single(_world.Queue.Rejections).Reason);
    }

    [Fact]
    public async Task What_was_sent_before_it_is_refused_for_ever()
    {
        var early = Some.Message("ann", "early");

        await _world.NewInstance().RouteAsync(early);
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), early, Some.Message("ann", "late"));

        Assert.Equal(["create", "late"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(RejectionReasons.NotFound, (await _world.FateAsync(early))!.Reason);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_and_its_refusal_kept()
    {
        var command = Some.Command("turn-inside-out", "ann", "p");

        await _world.NewInstance().RouteAsync(Some.Group("ann"), command);

        Assert.Equal(RejectionReasons.UnknownCommand, (await _world.FateAsync(command))!.Reason);
        Assert.Equal(RejectionReasons.UnknownCommand, Assert.Single(_world.Queue.Rejections).Reason);
    }

    [Fact]
    public async Task A_pair_stays_a_pair()
    {
        await _world.NewInstance().RouteAsync(
            Direct("ann", "a", "bob"), Some.Addition("ann", "add", "cid"), Some.Removal("ann", "r", "ann"), Some.Message("bob", "m"), Some.Deletion("ann", "d", 2));

        Assert.Equal(["add", "r", "d"], _world.Queue.Rejections.Select(it => it.ClientMessageId));
    }

    static Command Direct(string creator, string id, string other) =>
        Some.Command(CommandKinds.CreateConversation, creator, id) with { Members = [other], ConversationKind = ConversationKinds.Direct };

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
