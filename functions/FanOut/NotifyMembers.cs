using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.FanOut.Push;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut;

/// <summary>Queue <c>notify</c>: tells a tenant's own service, or its notification hub, of messages to members who are away or mentioned. A
/// queue of its own, one message at a time, since a service that hangs must hold up no screen.</summary>
public sealed partial class NotifyMembers(
    MissedBy missedBy, WebhookPush webhook, NotificationHubPush hub, RetryLater retry, IOptions<PushOptions> options, ILogger<NotifyMembers> log)
{
    [Function(nameof(NotifyMembers))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queues.Notify, Connection = AppDefaults.ServiceBus)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        try
        {
            var fact = Envelope.Open<EntriesPublished>(message, FactTypes.EntriesPublished);
            if (await missedBy.OfAsync(fact, ct) is { } missed) await SendAsync(missed, fact.Kind, Id(message), ct);
        }
        catch (Exception failure)
        {
            LogFailed(failure, message.MessageId);
            await retry.SettleAsync(Queues.Notify, message, actions, failure, ct);
        }
    }

    async Task SendAsync(MessagesMissed missed, string kind, string id, CancellationToken ct)
    {
        foreach (var target in options.Value.Of(missed.Tenant).Where(target => target.Wants(kind)))
            await By(target).SendAsync(target, missed, id, ct);
    }

    IPushNotifications By(PushTarget target) => target.Webhook is null ? hub : webhook;

    /// <summary>The same in every copy that comes again later.</summary>
    static string Id(ServiceBusReceivedMessage message) => message.ApplicationProperties.GetValueOrDefault(Envelope.Id) as string ?? message.MessageId;
}
