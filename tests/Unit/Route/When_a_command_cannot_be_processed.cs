using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_a_command_cannot_be_processed : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    /// <summary>Beyond the 100 rows of a transaction and the checks of Send.</summary>
    static readonly Command Impossible = Some.Addition("ann", "bad", [.. Enumerable.Range(0, 120).Select(i => $"u{i}")]);

    [Fact]
    public async Task Its_neighbours_are_appended_in_their_order()
    {
        var poison = await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"), Some.Message("bob", "2"),
            Impossible, Some.Message("ann", "3"), Some.Message("bob", "4"), Some.Message("ann", "5"));

        Assert.Equal([Impossible], poison);
        Assert.Equal(["create", "1", "2", "3", "4", "5"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal([1, 2, 3, 4, 5, 6], _world.Queue.Entries.Select(it => it.Seq));
    }

    [Fact]
    public async Task It_is_refused_for_ever()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann"), Impossible);

        Assert.Equal(RejectionReasons.Poison, (await _world.FateAsync(Impossible))!.Reason);
        Assert.Equal(("bad", RejectionReasons.Poison), Assert.Single(_world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason))));
    }

    [Fact]
    public async Task It_is_named_again_when_the_queue_message_comes_again()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann"), Impossible);

        Assert.Equal([Impossible], await _world.NewInstance().RouteAsync(Some.Group("ann"), Impossible, Some.Message("ann", "1")));
        Assert.Equal(2, (await _world.LogAsync()).Count);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public async Task Several_of_them_are_found_wherever_they_stand(int offset)
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann"));
        var commands = Enumerable.Range(0, 20).Select(i => i % 5 == offset ? Impossible with { ClientMessageId = $"{i}" } : Some.Message("ann", $"{i}")).ToArray();

        var poison = await _world.NewInstance().RouteAsync(commands);

        Assert.Equal(commands.Where(it => it.Text is null), poison);
        Assert.Equal(["create", .. commands.Where(it => it.Text is not null).Select(it => it.ClientMessageId)], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
