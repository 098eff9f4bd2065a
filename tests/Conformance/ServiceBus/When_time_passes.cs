using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_time_passes
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_lock_that_ended_is_lost_and_the_message_comes_again()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q", queue => queue.LockDuration = TimeSpan.FromSeconds(5)));
        var receiver = bus.Client.CreateReceiver("q");
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage());
        var first = await receiver.ReceiveMessageAsync(Soon);
        var again = await receiver.ReceiveMessageAsync(Soon);
        Assert.Equal((first.SequenceNumber, 2), (again.SequenceNumber, again.DeliveryCount));
        var late = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(first));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, late.Reason);
    }

    [Fact]
    public async Task A_message_past_its_time_to_live_becomes_a_dead_letter()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q", queue => queue.DeadLetteringOnMessageExpiration = true));
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage { TimeToLive = TimeSpan.FromSeconds(1) });
        var dead = bus.Client.CreateReceiver("q", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("TTLExpiredException", (await dead.ReceiveMessageAsync(Soon)).DeadLetterReason);
    }

    [Fact]
    public async Task A_scheduled_message_comes_at_its_time_and_a_cancelled_one_never()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var sender = bus.Client.CreateSender("q");
        var due = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 5_000);
        var cancelled = await sender.ScheduleMessageAsync(new ServiceBusMessage("cancelled"), due);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("kept"), due);
        await sender.CancelScheduledMessageAsync(cancelled);
        var receiver = bus.Client.CreateReceiver("q");
        Assert.Equal(ServiceBusMessageState.Scheduled, (await receiver.PeekMessageAsync()).State);
        Assert.Equal("kept", (await receiver.ReceiveMessageAsync(Soon)).Body.ToString());
        Assert.True(TimeProvider.System.GetUtcNow() >= due);
        var missing = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(cancelled));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, missing.Reason);
    }

    [Fact]
    public async Task A_duplicate_is_accepted_and_dropped()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q", queue => queue.RequiresDuplicateDetection = true));
        var sender = bus.Client.CreateSender("q");
        foreach (var id in new[] { "a", "b", "a" })
            await sender.SendMessageAsync(new ServiceBusMessage { MessageId = id });
        var peeked = await bus.Client.CreateReceiver("q").PeekMessagesAsync(10);
        Assert.Equal(["a", "b"], peeked.Select(message => message.MessageId));
    }
}
