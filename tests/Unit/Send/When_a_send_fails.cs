using Azure.Messaging.ServiceBus;

namespace Messaging.Unit.Send;

public sealed class When_a_send_fails
{
    readonly CombinerWorld _world = new(budget: 1);

    [Fact]
    public async Task Exactly_the_callers_in_that_queue_message_get_the_exception()
    {
        _world.Queues.Accepting = number => number == 2 ? throw new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy) : Task.CompletedTask;
        await _world.SendAsync("before");
        Task[] within = [_world.SendAsync("a"), _world.SendAsync("b")];
        await _world.AnsweredAsync(within);
        var after = _world.SendAsync("after");
        await _world.AnsweredAsync(after);

        foreach (var caller in within) await Assert.ThrowsAsync<ServiceBusException>(() => caller);
        await after;
        Assert.Equal(["before", "after"], _world.Queues.Texts);
    }

    [Fact]
    public async Task The_rest_of_a_caller_whose_first_part_failed_is_not_sent_so_that_a_retry_keeps_its_order()
    {
        _world.Queues.Accepting = number => number == 2 ? throw new TimeoutException() : Task.CompletedTask;
        await _world.SendAsync("before");
        var text = new string('x', 20 * 1024);
        var caller = _world.Combiner.SendAsync(Enumerable.Range(0, 12).Select(_ => Some.Command(text)), default);
        var neighbour = _world.SendAsync("neighbour");
        await _world.AnsweredAsync(caller, neighbour);

        await Assert.ThrowsAsync<TimeoutException>(() => caller);
        await neighbour;
        Assert.Equal(["before", "neighbour"], _world.Queues.Texts);
    }

    [Fact]
    public async Task A_caller_that_cancels_while_it_waits_is_not_sent_and_hurts_nobody()
    {
        using var cancellation = new CancellationTokenSource();
        await _world.SendAsync("before");
        Task[] others = [_world.SendAsync("a"), _world.SendAsync("b")];
        var leaver = _world.SendAsync("leaver", ct: cancellation.Token);
        var last = _world.SendAsync("c");
        await cancellation.CancelAsync();
        await _world.AnsweredAsync([leaver, last, .. others]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await Task.WhenAll([last, .. others]);
        Assert.Equal(["before", "a", "b", "c"], _world.Queues.Texts);
    }
}
