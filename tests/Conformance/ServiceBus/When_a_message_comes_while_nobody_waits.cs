using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>
/// A receive that asks for many and gets few leaves credit behind. A message that comes on it before the next receive is given back
/// at once by the client.
/// </summary>
public sealed class When_a_message_comes_while_nobody_waits : IAsyncLifetime
{
    const int Rounds = 100, Credit = 1000, Peeks = 20;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.WithAsync(
        Bus.Queue("q", queue => queue.MaxDeliveryCount = 3), Bus.Queue("s", queue => queue.RequiresSession = true));

    [Fact]
    public Task The_next_receive_has_it_and_it_came_few_times_before() =>
        ReceiveInGapsAsync("q", bus.Client.CreateReceiver("q"));

    [Fact]
    public async Task So_it_is_in_a_session() =>
        await ReceiveInGapsAsync("s", await bus.Client.AcceptSessionAsync("s", "x"));

    /// <summary>Peeks make a gap long enough for the message to come and go many times.</summary>
    async Task ReceiveInGapsAsync(string queue, ServiceBusReceiver receiver)
    {
        var sender = bus.Client.CreateSender(queue);
        for (var round = 0; round < Rounds; round++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage($"{round}") { SessionId = "x" });
            for (var peek = 0; peek < Peeks; peek++) await receiver.PeekMessageAsync(fromSequenceNumber: 1);
            var received = await receiver.ReceiveMessagesAsync(Credit, Soon);
            Assert.Equal([($"{round}", 1)], received.Select(message => (message.Body.ToString(), message.DeliveryCount)));
            await receiver.CompleteMessageAsync(received[0]);
        }
        if (Bus.IsLocal)
            Assert.InRange(bus.Broker.Counters.Entities[queue].MessagesReceived, Rounds, 5 * Rounds);
    }

    [Fact]
    public async Task A_receive_for_which_the_credit_left_is_enough_has_it_too()
    {
        var receiver = await LeaveCreditBehindAsync();
        for (var round = 0; round < 5; round++)
        {
            await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage($"{round}"));
            for (var peek = 0; peek < Peeks; peek++) await receiver.PeekMessageAsync(fromSequenceNumber: 1);
            var received = await receiver.ReceiveMessageAsync(Soon);
            Assert.Equal(($"{round}", 1), (received.Body.ToString(), received.DeliveryCount));
            await receiver.CompleteMessageAsync(received);
        }
    }

    [Fact]
    public async Task Another_receiver_that_waits_has_it()
    {
        await LeaveCreditBehindAsync();
        var waiting = bus.Client.CreateReceiver("q").ReceiveMessageAsync(Soon);
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage("given"));
        Assert.Equal("given", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task One_abandoned_comes_again_at_once_until_it_is_a_dead_letter()
    {
        var receiver = await LeaveCreditBehindAsync();
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage());
        for (var count = 1; count <= 3; count++)
        {
            var message = await receiver.ReceiveMessageAsync(Soon);
            Assert.Equal(count, message.DeliveryCount);
            await receiver.AbandonMessageAsync(message);
        }
        var dead = bus.Client.CreateReceiver("q", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("MaxDeliveryCountExceeded", (await dead.ReceiveMessageAsync(Soon)).DeadLetterReason);
    }

    async Task<ServiceBusReceiver> LeaveCreditBehindAsync()
    {
        var receiver = bus.Client.CreateReceiver("q");
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage());
        await receiver.CompleteMessageAsync((await receiver.ReceiveMessagesAsync(Credit, Soon)).Single());
        return receiver;
    }

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
