using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut;

/// <summary>Brings what happened to screens first, to inboxes and other services second. Each step is safe to repeat, so a queue message that
/// failed in part comes again whole. A batch that is more than its time allows is done in portions, and what was not begun waits for another
/// one: too much to do makes it late, and is done once all the same.</summary>
public sealed partial class DeliverFacts(
    LiveDelivery live, InboxHints hints, EntryPublisher publisher, RetryLater retry, IOptions<FanOutOptions> options, TimeProvider time, ILogger<DeliverFacts> log)
{
    /// <summary>Budgets after which no portion is begun: with the last one's own, three, and 5 minutes at most is what a batch's locks last.</summary>
    const int PortionsBegunFor = 2;

    [Function(nameof(DeliverFacts))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync(
        [ServiceBusTrigger(Queues.FanOut, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var batch = messages.Select(message => new Delivery(message)).ToLookup(delivery => delivery.TryRead());
        foreach (var unknown in batch[false]) await RefuseAsync(unknown.Message, actions, ct);

        var begun = time.GetTimestamp();
        List<SignalRMessageAction> notices = [];
        foreach (var portion in Portion.Of(batch[true]))
            if (time.GetElapsedTime(begun) < Budget * PortionsBegunFor) notices.AddRange(await DeliverAsync(portion, actions, ct));
            else await PostponeAsync(portion, actions, ct);
        return [.. notices];
    }

    TimeSpan Budget => TimeSpan.FromSeconds(options.Value.PortionSeconds);

    async Task<IEnumerable<SignalRMessageAction>> DeliverAsync(IReadOnlyList<Delivery> portion, ServiceBusMessageActions actions, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var conversations = ConversationShare.Of(portion);
        await live.SendAsync(conversations, ConversationReceipts.Of(portion), either.Token);
        await Task.WhenAll(hints.SendAsync(conversations, either.Token), publisher.SendAsync(conversations, either.Token));
        foreach (var failed in portion.Where(delivery => delivery.Failure is not null)) await SettleAsync(failed, actions, ct);
        return Notices.Of(portion, conversations);
    }

    async Task PostponeAsync(IReadOnlyList<Delivery> portion, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogPostponed(portion.Count);
        foreach (var delivery in portion) await retry.PostponeAsync(Queues.FanOut, delivery.Message, actions, ct);
    }

    async Task RefuseAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogUnknown(message.MessageId, Envelope.TypeOf(message));
        await actions.DeadLetterMessageAsync(message, null, $"Invalid {Envelope.Type}", "FanOut does not know this type.", ct);
    }

    async Task SettleAsync(Delivery failed, ServiceBusMessageActions actions, CancellationToken ct)
    {
        LogFailed(failed.Failure!, failed.Message.MessageId);
        await retry.SettleAsync(Queues.FanOut, failed.Message, actions, failed.Failure!, ct);
    }
}
