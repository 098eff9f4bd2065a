using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_a_command_kills_its_worker : IAsyncLifetime
{
    const string Deadly = "deadly";

    readonly RouteWorld _world = new();
    RouteProcess _process = null!;
    Lane _lane = null!;

    [Theory, InlineData(0), InlineData(1), InlineData(77), InlineData(150), InlineData(199)]
    public async Task It_ends_as_a_refusal_after_a_few_deaths_and_its_neighbours_are_appended(int at)
    {
        await _lane.DeliverAsync(Some.Group("ann"));
        var commands = Messages(200, deadly: at);

        await _lane.DeliverAsync(commands);
        await _lane.DeliverAsync(Some.Message("ann", "after"));

        Assert.InRange(_process.Deaths, 4, 1 + 3 + 8);
        Assert.Equal(["create", .. Ids(commands, but: at), "after"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(RejectionReasons.Poison, (await _world.FateAsync(commands[at]))!.Reason);
        Assert.Equal([$"{at}"], _world.Queue.Rejections.Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task The_original_goes_to_the_dead_letter_queue_with_the_ids_of_those_that_kill()
    {
        await _lane.DeliverAsync(Some.Group("ann"));

        await _lane.DeliverAsync(Messages(30, deadly: [3, 4, 29]));

        Assert.Equal([("poison-command", "3, 4, 29")], _lane.DeadLetters);
        Assert.Equal(28, (await _world.LogAsync()).Count);
    }

    [Fact]
    public async Task Alone_in_its_queue_message_it_is_tried_three_times()
    {
        await _lane.DeliverAsync(Some.Group("ann"));

        await _lane.DeliverAsync(Some.Message("ann", "1", Deadly));

        // The first death is that of a process whose hold had begun with another message.
        Assert.Equal(1 + 3, _process.Deaths);
        Assert.Single(_lane.DeadLetters);
    }

    [Fact]
    public async Task Every_message_is_published_that_others_sent()
    {
        await _lane.DeliverAsync(Some.Group("ann"));

        await _lane.DeliverAsync(Messages(20, deadly: 10));

        Assert.Equal(Enumerable.Range(1, 20).Select(seq => (long)seq), _world.Queue.Entries.Select(it => it.Seq).Distinct().Order());
    }

    [Fact]
    public async Task Messages_that_run_beside_it_die_with_it_once_and_are_delivered()
    {
        var neighbours = Enumerable.Range(0, 8).Select(i => new Lane(_process, $"n{i}")).ToList();
        await _lane.DeliverAsync([Some.Group("ann"), .. neighbours.Select((_, i) => Some.Group("ann") with { ConversationId = $"n{i}" })]);
        // A transaction takes longer than the killer needs; whoever is under way dies with the process.
        _world.Faults.Before = async () =>
        {
            var died = _process.Died;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            if (died.IsCompleted) await new TaskCompletionSource().Task;
        };

        await Task.WhenAll(neighbours.Select((lane, i) => lane.DeliverAsync(Some.Message("ann", "1") with { ConversationId = $"n{i}" }))
            .Append(_lane.DeliverAsync(Some.Message("ann", "1", Deadly))));

        Assert.Equal([Some.Conversation], _world.Queue.Rejections.Select(it => it.ConversationId));
        for (var i = 0; i < neighbours.Count; i++) Assert.Equal(2, (await _world.LogAsync($"n{i}")).Count);
    }

    [Fact]
    public async Task An_outage_during_the_search_blames_nobody()
    {
        await _lane.DeliverAsync(Some.Group("ann"));
        _world.Options.PatienceSeconds = 100;
        _process.Start();
        _world.Faults.Before = () => _process.Deaths > 4 && _lane.Failures < 4 ? throw TableFaults.ConnectionLost() : Task.CompletedTask;
        var commands = Messages(20, deadly: 15);

        await _lane.DeliverAsync(commands);

        Assert.Equal(["create", .. Ids(commands, but: 15)], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(["15"], _world.Queue.Rejections.Select(it => it.ClientMessageId).Distinct());
    }

    static Command[] Messages(int count, params int[] deadly) =>
        [.. Enumerable.Range(0, count).Select(i => Some.Message("ann", $"{i}", deadly.Contains(i) ? Deadly : "harmless"))];

    static IEnumerable<string> Ids(Command[] commands, int but) => commands.Select(it => it.ClientMessageId).Where(id => id != $"{but}");

    public async Task InitializeAsync()
    {
        _world.Options.Drill.KillOnText = Deadly;
        await _world.InitializeAsync();
        _process = new RouteProcess(_world).Start();
        _lane = new(_process);
    }

    public Task DisposeAsync() => _world.DisposeAsync();
}
