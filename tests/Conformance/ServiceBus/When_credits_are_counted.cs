using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>What only the local broker can say: the real service shows no credits.</summary>
public sealed class When_credits_are_counted : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.WithAsync(
        new BrokerOptions(), [Bus.Queue("q"), Bus.Queue("s", queue => queue.RequiresSession = true)], [new CreateSubscriptionOptions("t", "one"), new CreateSubscriptionOptions("t", "two")]);

    [Fact]
    public async Task Each_message_sent_received_or_peeked_is_one()
    {
        var sender = bus.Client.CreateSender("q");
        await sender.SendMessagesAsync(Enumerable.Range(0, 10).Select(_ => new ServiceBusMessage()));
        await sender.ScheduleMessagesAsync([new ServiceBusMessage(), new ServiceBusMessage()], TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
        var receiver = bus.Client.CreateReceiver("q");
        await receiver.PeekMessagesAsync(12);
        var message = await receiver.ReceiveMessageAsync(Soon);
        await receiver.RenewMessageLockAsync(message);
        await receiver.CompleteMessageAsync(message);
        Assert.Equal((12, 1, 12, 1, 26), (Of("q", CreditKind.Send), Of("q", CreditKind.Receive), Of("q", CreditKind.Peek), Of("q", CreditKind.Request), bus.Broker.Counters.All.CreditsUsed));
    }

    [Fact]
    public async Task A_request_about_a_session_is_one()
    {
        await using var session = await bus.Client.AcceptSessionAsync("s", "x");
        await session.SetSessionStateAsync(BinaryData.FromString("state"));
        await session.GetSessionStateAsync();
        await session.RenewSessionLockAsync();
        Assert.Equal(3, Of("s", CreditKind.Request));
    }

    [Fact]
    public async Task A_topic_pays_for_each_filter_and_rules_and_entities_cost_ten()
    {
        await bus.Client.CreateRuleManager("t", "one").CreateRuleAsync("another", new TrueRuleFilter());
        await bus.Client.CreateSender("t").SendMessageAsync(new ServiceBusMessage());
        await bus.Client.CreateReceiver("t", "one").ReceiveMessageAsync(Soon);
        await bus.Administration.GetQueueAsync("q");
        Assert.Equal((1, 3, 10), (Of("t", CreditKind.Send), Of("t", CreditKind.Filter), Of("t/Subscriptions/one", CreditKind.Management)));
        Assert.Equal(20, bus.Broker.Counters.All.CreditsUsedFor(CreditKind.Management));
    }

    long Of(string entity, CreditKind kind) => bus.Broker.Counters.Entities[entity].CreditsUsedFor(kind);

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
