namespace Messaging.Unit.Route;

public class When_a_queue_message_is_delivered : IAsyncLifetime
{
    readonly RouteWorld _world = new();
    RouteProcess _process = null!;
    Lane _lane = null!;

    [Theory, InlineData("no json"), InlineData("null"), InlineData("{}"), InlineData("""{"commands":[null]}"""), InlineData("""{"commands":[{"kind":"x"}]}""")]
    public async Task One_that_holds_no_commands_goes_to_the_dead_letter_queue(string body)
    {
        await _lane.DeliverAsync(new BinaryData(body));

        Assert.Equal("unreadable", _lane.DeadLetters.Single().Reason);
    }

    [Fact]
    public async Task It_comes_back_when_storage_stays_away_and_nothing_is_lost()
    {
        await _lane.DeliverAsync(Some.Group("ann"));
        _world.Options.PatienceSeconds = 100;
        _process.Start();
        _world.Faults.Before = () => _lane.Failures == 0 ? throw TableFaults.ConnectionLost() : Task.CompletedTask;

        await _lane.DeliverAsync(Some.Message("ann", "1"), Some.Message("ann", "2"));

        Assert.Equal(1, _lane.Failures);
        Assert.Equal(["create", "1", "2"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task Other_conversations_go_on_while_one_is_stuck()
    {
        await _lane.DeliverAsync([Some.Group("ann"), .. new[] { Some.Group("bob") }.In("other")]);
        _world.Groups.Joined = user => user == "acme|cid" ? throw new HttpRequestException("signalr") : Task.CompletedTask;
        var other = _world.Queue.Entries.Count();

        var delivery = _lane.DeliverAsync([Some.Addition("ann", "1", "cid"), .. new[] { Some.Message("bob", "1") }.In("other")]);
        while (_world.Queue.Entries.Count() == other) await Task.Yield();
        Assert.False(delivery.IsCompleted);

        _world.Groups.Joined = _ => Task.CompletedTask;
        await delivery;
        Assert.Equal(2, (await _world.LogAsync()).Count);
    }

    [Fact]
    public async Task A_lane_held_too_long_is_released()
    {
        _world.Options.HoldSeconds = 0.1;
        var lane = new Lane(new RouteProcess(_world).Start());

        for (var i = 0; lane.Releases == 0; i++) await lane.DeliverAsync(Some.Message("ann", $"{i}"));
    }

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _process = new RouteProcess(_world).Start();
        _lane = new(_process);
    }

    public Task DisposeAsync() => _world.DisposeAsync();
}
