using Azure.Messaging.ServiceBus;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_a_message_is_sent
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_arrives_with_everything_its_sender_set()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "id",
            Subject = "subject",
            CorrelationId = "correlation",
            ContentType = "text/plain",
            ReplyTo = "elsewhere",
            To = "here",
            TimeToLive = TimeSpan.FromMinutes(5),
            ApplicationProperties = { ["number"] = 7, ["text"] = "t", ["time"] = DateTimeOffset.UnixEpoch, ["span"] = TimeSpan.FromSeconds(1), ["guid"] = Guid.Empty },
        };
        await bus.Client.CreateSender("q").SendMessageAsync(sent);
        var received = await bus.Client.CreateReceiver("q").ReceiveMessageAsync(Soon);
        Assert.Equal("body", received.Body.ToString());
        Assert.Equal(("id", "subject", "correlation", "text/plain", "elsewhere", "here"),
            (received.MessageId, received.Subject, received.CorrelationId, received.ContentType, received.ReplyTo, received.To));
        Assert.Equal(sent.ApplicationProperties, received.ApplicationProperties);
        Assert.Equal(1, received.DeliveryCount);
        Assert.Equal(TimeSpan.FromMinutes(5), received.TimeToLive);
        Assert.True(received.SequenceNumber > 0);
        Assert.True(received.LockedUntil > received.EnqueuedTime);
    }

    [Fact]
    public async Task A_batch_keeps_its_order()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        using (var batch = await bus.Client.CreateSender("q").CreateMessageBatchAsync())
        {
            for (var number = 0; number < 50; number++)
                Assert.True(batch.TryAddMessage(new ServiceBusMessage($"{number}")));
            await bus.Client.CreateSender("q").SendMessagesAsync(batch);
        }
        var receiver = bus.Client.CreateReceiver("q", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var bodies = new List<string>();
        while (bodies.Count < 50)
            bodies.AddRange((await receiver.ReceiveMessagesAsync(50, Soon)).Select(message => message.Body.ToString()));
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), bodies);
    }

    [Fact]
    public async Task One_of_200_KB_arrives_whole()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var body = new byte[200 * 1024];
        Random.Shared.NextBytes(body);
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage(body));
        Assert.Equal(body, (await bus.Client.CreateReceiver("q").ReceiveMessageAsync(Soon)).Body.ToArray());
    }

    [Fact]
    public async Task One_that_is_too_large_is_refused()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage(new byte[300 * 1024])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
    }

    [Fact]
    public async Task Properties_of_more_than_64_KB_are_refused()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var message = new ServiceBusMessage { ApplicationProperties = { ["a"] = new string('x', 31_000), ["b"] = new string('x', 31_000), ["c"] = new string('x', 31_000) } };
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender("q").SendMessageAsync(message));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
    }

    [Fact]
    public async Task Premium_takes_a_message_of_900_KB()
    {
        if (!Bus.IsLocal)
            return;
        await using var bus = await Bus.WithAsync(new BrokerOptions { MaxMessageSize = 1024 * 1024 }, [Bus.Queue("q")], []);
        await bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage(new byte[900 * 1024]));
        Assert.Equal(900 * 1024, (await bus.Client.CreateReceiver("q").ReceiveMessageAsync(Soon)).Body.ToMemory().Length);
    }

    [Fact]
    public async Task An_unknown_entity_is_named()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage()));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, refusal.Reason);
        Assert.Contains("nowhere", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        if (!Bus.IsLocal)
            return;
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        await using var stranger = Bus.Connect(bus.Broker.ConnectionString.Replace("SAS_KEY_VALUE", "another", StringComparison.Ordinal));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => stranger.CreateSender("q").SendMessageAsync(new ServiceBusMessage()));
    }
}
