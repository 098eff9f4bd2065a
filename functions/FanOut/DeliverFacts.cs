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
/// failed in part comes again whole.</summary>
public sealed partial class DeliverFacts(
    LiveDelivery live, InboxHints hints, EntryPublisher publisher, RetryLater retry, IOptions<FanOutOptions> options, TimeProvider time, ILogger<DeliverFacts> log)
{
    [Function(nameof(DeliverFacts))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync(
        [ServiceBusTrigger(Queues.FanOut, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        var batch = messages.Select(message => new Delivery(message)).ToLookup(delivery => delivery.TryRead());
        foreach (var unknown in batch[false]) await RefuseAsync(unknown.Message, actions, ct);

        var conversations = ConversationShare.Of(batch[true]);
        await DeliverAsync(conversations, ConversationReceipts.Of(batch[true]), ct);

        foreach (var failed in batch[true].Where(delivery => delivery.Failure is not null)) await SettleAsync(failed, actions, ct);
        return [.. Notices.Of(batch[true], conversations)];
    }

    async Task DeliverAsync(IReadOnlyList<ConversationShare> conversations, IReadOnlyList<ConversationReceipts> receipts, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.BatchSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        await live.SendAsync(conversations, receipts, either.Token);
        await Task.WhenAll(hints.SendAsync(conversations, either.Token), publisher.SendAsync(conversations, either.Token));
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
