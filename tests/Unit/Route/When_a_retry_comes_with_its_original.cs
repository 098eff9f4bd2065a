using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_a_retry_comes_with_its_original : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task It_takes_effect_once_in_the_same_queue_message()
    {
        await _world.NewInstance().RouteAsync(
            Some.Group("ann", "bob"), Some.Message("ann", "1"), Some.Message("bob", "1"), Some.Message("ann", "1"), Some.Message("ann", "2"));

        Assert.Equal(["create", "1", "1", "2"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal([1, 2, 3, 4], _world.Queue.Entries.Select(it => it.Seq));
    }

    [Fact]
    public async Task It_takes_effect_once_in_a_later_queue_message_among_new_commands()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        await route.RouteAsync(Some.Message("bob", "3"), Some.Message("ann", "1"), Some.Message("ann", "2"));

        Assert.Equal(["create", "1", "3", "2"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(3, (await _world.HeadAsync())!.Messages);
    }

    [Fact]
    public async Task Its_earlier_place_is_published_again()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        await route.RouteAsync(Some.Message("ann", "1", "another text"));

        var again = _world.Queue.Messages[^1].Appends.Single().Entries.Single();
        Assert.Equal((2, "text of 1"), (again.Seq, again.Text));
    }

    /// <summary>Its worker died after the append and before the publication, as often as is needed to be taken for deadly.</summary>
    [Fact]
    public async Task Its_earlier_place_is_published_again_though_it_is_no_longer_tried()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        await _world.NewInstance().Router.RefuseAsync(Some.Message("ann", "1"), CancellationToken.None);

        Assert.Equal(2, _world.Queue.Messages[^1].Appends.Single().Entries.Single().Seq);
        Assert.Empty(_world.Queue.Rejections);
    }

    [Fact]
    public async Task Its_earlier_refusal_is_published_again()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("eve", "1"));

        // Meanwhile eve may write, but the command was refused for ever.
        await route.RouteAsync(Some.Addition("ann", "add", "eve"), Some.Message("eve", "1"));

        Assert.Equal([RejectionReasons.NotMember, RejectionReasons.NotMember], _world.Queue.Rejections.Select(it => it.Reason));
        Assert.Equal(["create", "add"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
