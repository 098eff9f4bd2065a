using Azure.Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_the_broker_is_killed
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Everything_acknowledged_survives()
    {
        using var broker = new BrokerProcess(Bus.Queue("q"), Bus.Queue("s", queue => queue.RequiresSession = true));
        long deferred;
        await using (var client = Bus.Connect(await broker.StartAsync()))
        {
            var sender = client.CreateSender("q");
            await sender.SendMessagesAsync(new[] { "completed", "abandoned", "deferred", "dead", "kept" }.Select(body => new ServiceBusMessage(body)));
            var receiver = client.CreateReceiver("q");
            await receiver.CompleteMessageAsync(await receiver.ReceiveMessageAsync(Soon));
            var second = await receiver.ReceiveMessageAsync(Soon);
            var third = await receiver.ReceiveMessageAsync(Soon);
            await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync(Soon), "reason");
            await receiver.DeferMessageAsync(third);
            deferred = third.SequenceNumber;
            await receiver.AbandonMessageAsync(second);
            await sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
            await using var session = await client.AcceptSessionAsync("s", "x");
            await session.SetSessionStateAsync(BinaryData.FromString("state"));
            broker.Kill();
        }
        await using var again = Bus.Connect(await broker.StartAsync());
        var found = (await again.CreateReceiver("q").PeekMessagesAsync(10)).Select(message => (message.Body.ToString(), message.State, message.DeliveryCount));
        Assert.Equal(
            [("abandoned", ServiceBusMessageState.Active, 1), ("deferred", ServiceBusMessageState.Deferred, 0),
             ("kept", ServiceBusMessageState.Active, 0), ("scheduled", ServiceBusMessageState.Scheduled, 0)], found);
        Assert.Equal("deferred", (await again.CreateReceiver("q").ReceiveDeferredMessageAsync(deferred)).Body.ToString());
        var dead = again.CreateReceiver("q", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("reason", (await dead.ReceiveMessageAsync(Soon)).DeadLetterReason);
        await using var restored = await again.AcceptSessionAsync("s", "x");
        Assert.Equal("state", (await restored.GetSessionStateAsync()).ToString());
    }

    [Fact]
    public async Task Messages_sent_until_then_are_there_once_and_in_order()
    {
        using var broker = new BrokerProcess(Bus.Queue("q"));
        var acknowledged = 0;
        await using (var client = Bus.Connect(await broker.StartAsync()))
        {
            var sending = SendUntilLostAsync(client.CreateSender("q"), () => Interlocked.Increment(ref acknowledged));
            while (Volatile.Read(ref acknowledged) < 200 && !sending.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            broker.Kill();
            await sending;
        }
        await using var again = Bus.Connect(await broker.StartAsync());
        var receiver = again.CreateReceiver("q", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var numbers = new List<int>();
        while (await receiver.ReceiveMessagesAsync(500, TimeSpan.FromSeconds(1)) is { Count: > 0 } received)
            numbers.AddRange(received.Select(message => int.Parse(message.Body.ToString())));
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        Assert.InRange(numbers.Count, acknowledged, acknowledged + 1);
    }

    static async Task SendUntilLostAsync(ServiceBusSender sender, Action acknowledged)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                await sender.SendMessageAsync(new ServiceBusMessage($"{number}"));
                acknowledged();
            }
        }
        catch (ServiceBusException)
        {
        }
    }
}
