namespace Messaging.Unit.Send;

public sealed class When_load_is_above_the_budget
{
    readonly CombinerWorld _world = new(budget: 1);

    [Fact]
    public async Task A_lane_gathers_what_arrives_during_its_pause_into_one_queue_message()
    {
        await _world.SendAsync("takes the only token");
        Task[] callers = [.. Enumerable.Range(0, 20).Select(i => _world.SendAsync($"{i}"))];
        await Task.Yield();
        Assert.DoesNotContain(callers, caller => caller.IsCompleted);

        await _world.AnsweredAsync(callers);

        Assert.Equal([1, 20], _world.Queues.Commands.Select(commands => commands.Count));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), _world.Queues.Texts.Skip(1));
    }

    [Fact]
    public async Task No_second_message_of_a_lane_leaves_before_the_pause_is_over()
    {
        await _world.SendAsync("takes the only token");
        var caller = _world.SendAsync("waits");

        _world.Time.Advance(TimeSpan.FromMilliseconds(49));
        await Task.Yield();
        Assert.Single(_world.Queues.Accepted);

        await _world.AnsweredAsync(caller);
        Assert.Equal(2, _world.Queues.Accepted.Count);
    }

    [Fact]
    public async Task At_most_200_commands_share_a_queue_message_and_the_rest_follows_without_a_pause()
    {
        await _world.SendAsync("takes the only token");
        Task[] callers = [.. Enumerable.Range(0, 450).Select(i => _world.SendAsync($"{i}"))];
        await _world.AnsweredAsync(callers);

        Assert.Equal([1, 200, 200, 50], _world.Queues.Commands.Select(commands => commands.Count));
    }

    [Fact]
    public async Task At_most_200_KB_share_a_queue_message()
    {
        await _world.SendAsync("takes the only token");
        var text = new string('x', 20 * 1024);
        Task[] callers = [.. Enumerable.Range(0, 30).Select(_ => _world.SendAsync(text))];
        await _world.AnsweredAsync(callers);

        Assert.Equal([1, 9, 9, 9, 3], _world.Queues.Commands.Select(commands => commands.Count));
        Assert.All(_world.Queues.Accepted, message => Assert.InRange(message.Body.ToMemory().Length, 1, 200 * 1024 + 16));
    }

    [Fact]
    public async Task Commands_handed_in_together_are_never_torn_apart_unless_they_alone_are_too_big()
    {
        await _world.SendAsync("takes the only token");
        var text = new string('x', 20 * 1024);
        var small = _world.SendAsync("small");
        var big = _world.Combiner.SendAsync(Enumerable.Range(0, 9).Select(_ => Some.Command(text)), default);
        var tooBig = _world.Combiner.SendAsync(Enumerable.Range(0, 12).Select(_ => Some.Command(text)), default);
        await _world.AnsweredAsync(small, big, tooBig);

        Assert.Equal([1, 10, 9, 3], _world.Queues.Commands.Select(commands => commands.Count));
    }

    [Fact]
    public async Task The_budget_comes_back_with_time()
    {
        await _world.SendAsync("takes the only token");
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await _world.SendAsync("takes the next");
        Assert.Equal(2, _world.Queues.Accepted.Count);
    }
}
