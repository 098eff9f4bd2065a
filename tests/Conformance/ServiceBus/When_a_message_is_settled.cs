using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_a_message_is_settled : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    Bus bus = null!;
    ServiceBusReceiver receiver = null!;
    ServiceBusReceivedMessage message = null!;

    public async Task InitializeAsync()
    {
        bus = await Bus.WithAsync(Bus.Queue("q", queue => queue.MaxDeliveryCount = 3));
        receiver = bus.Client.CreateReceiver("q");
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage("body") { ApplicationProperties = { ["kept"] = 1 } });
        message = await receiver.ReceiveMessageAsync(Soon);
    }

    [Fact]
    public async Task Completed_it_is_gone()
    {
        await receiver.CompleteMessageAsync(message);
        Assert.Null(await receiver.PeekMessageAsync());
        var again = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(message));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, again.Reason);
    }

    [Fact]
    public async Task Abandoned_it_comes_again_with_the_properties_set()
    {
        await receiver.AbandonMessageAsync(message, new Dictionary<string, object> { ["why"] = "busy" });
        var again = await receiver.ReceiveMessageAsync(Soon);
        Assert.Equal((2, 1, "busy"), (again.DeliveryCount, again.ApplicationProperties["kept"], again.ApplicationProperties["why"]));
    }

    [Fact]
    public async Task Deferred_it_is_received_by_its_number_only()
    {
        await receiver.DeferMessageAsync(message);
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromMilliseconds(300)));
        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        Assert.Equal(ServiceBusMessageState.Deferred, deferred.State);
        await receiver.CompleteMessageAsync(deferred);
        var missing = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, missing.Reason);
    }

    [Fact]
    public async Task Dead_lettered_it_keeps_its_reason()
    {
        await receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["extra"] = true }, "reason", "description");
        var dead = await DeadLetters().ReceiveMessageAsync(Soon);
        Assert.Equal(("reason", "description", true), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["extra"]));
        await DeadLetters().CompleteMessageAsync(dead);
    }

    [Fact]
    public async Task Abandoned_too_often_it_becomes_a_dead_letter()
    {
        for (; message.DeliveryCount < 3; message = await receiver.ReceiveMessageAsync(Soon))
            await receiver.AbandonMessageAsync(message);
        await receiver.AbandonMessageAsync(message);
        Assert.Equal("MaxDeliveryCountExceeded", (await DeadLetters().ReceiveMessageAsync(Soon)).DeadLetterReason);
    }

    [Fact]
    public async Task Its_lock_can_be_renewed()
    {
        var before = message.LockedUntil;
        await receiver.RenewMessageLockAsync(message);
        Assert.True(message.LockedUntil > before);
    }

    [Fact]
    public async Task Another_link_settles_it_too()
    {
        var elsewhere = bus.Client.CreateReceiver("q");
        await receiver.CloseAsync();
        await elsewhere.CompleteMessageAsync(message);
        Assert.Null(await elsewhere.PeekMessageAsync());
    }

    ServiceBusReceiver DeadLetters() => bus.Client.CreateReceiver("q", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
