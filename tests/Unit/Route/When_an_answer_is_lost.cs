namespace Messaging.Unit.Route;

public class When_an_answer_is_lost : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task The_transaction_that_was_done_is_not_done_again()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        Once(fault => _world.Faults.After = fault);

        await route.RouteAsync(Some.Message("ann", "1"), Some.Message("ann", "2"));

        Assert.Equal(["create", "1", "2"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal([1, 2, 3], _world.Queue.Entries.Select(it => it.Seq));
    }

    [Fact]
    public async Task The_transaction_that_was_not_done_is_done()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        Once(fault => _world.Faults.Before = fault);

        await route.RouteAsync(Some.Message("ann", "1"));

        Assert.Equal(["create", "1"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task A_crash_between_append_and_publish_repeats_the_publish()
    {
        _world.Queue.Before = () => throw new OperationCanceledException();
        using var crash = new CancellationTokenSource();
        _world.Faults.After = () => { crash.Cancel(); return Task.CompletedTask; };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _world.NewInstance().Router.RouteAsync([Some.Group("ann", "bob"), Some.Message("ann", "1")], crash.Token));
        Assert.Empty(_world.Queue.Messages);
        _world.Queue.Before = () => Task.CompletedTask;
        _world.Faults.After = () => Task.CompletedTask;

        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        Assert.Equal([1, 2], _world.Queue.Entries.Select(it => it.Seq));
        Assert.Equal(2, (await _world.LogAsync()).Count);
        Assert.Equal(["acme|ann", "acme|bob"], _world.Groups.In.Keys.Order());
    }

    [Fact]
    public async Task A_publish_that_fails_is_repeated_and_blames_no_command()
    {
        var failures = 3;
        _world.Queue.Before = () => failures-- > 0 ? throw new InvalidOperationException("queue") : Task.CompletedTask;

        var poison = await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));

        Assert.Empty(poison);
        Assert.Equal([1, 2], _world.Queue.Entries.Select(it => it.Seq));
    }

    static void Once(Action<Func<Task>> set)
    {
        var lost = 0;
        set(() => lost++ == 0 ? throw TableFaults.ConnectionLost() : Task.CompletedTask);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
