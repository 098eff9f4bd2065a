using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Messaging.Plumbing.Queueing;

/// <summary>Senders by queue. A send has succeeded when Service Bus has accepted it; a failure throws.</summary>
public class QueueSender(ServiceBusClient client, Ids ids)
{
    readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new();

    public Task SendAsync<T>(string queue, T fact, string type, CancellationToken ct, string? session = null, DateTimeOffset? due = null)
    {
        var message = Envelope.Wrap(fact, type, source: AppDomain.CurrentDomain.FriendlyName, ids.New());
        message.SessionId = session;
        if (due is { } at) message.ScheduledEnqueueTime = at;
        return SendAsync(queue, message, ct);
    }

    /// <summary>The number under which it can be cancelled.</summary>
    public virtual Task<long> ScheduleAsync(string queue, ServiceBusMessage message, DateTimeOffset due, CancellationToken ct) =>
        SenderOf(queue).ScheduleMessageAsync(message, due, ct);

    public virtual Task CancelAsync(string queue, long number, CancellationToken ct) => SenderOf(queue).CancelScheduledMessageAsync(number, ct);

    public virtual Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct) =>
        SenderOf(queue).SendMessageAsync(message, ct);

    /// <summary>To a queue or topic, with as few sends as its size limit allows. After a failure some may have been accepted.</summary>
    public virtual async Task SendAsync(string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct)
    {
        var sender = SenderOf(queue);
        for (var next = 0; next < messages.Count;)
        {
            using var batch = await sender.CreateMessageBatchAsync(ct);
            while (next < messages.Count && batch.TryAddMessage(messages[next])) next++;
            if (batch.Count == 0) throw new ServiceBusException($"Message {messages[next].MessageId} is larger than '{queue}' takes.", ServiceBusFailureReason.MessageSizeExceeded);
            await sender.SendMessagesAsync(batch, ct);
        }
    }

    ServiceBusSender SenderOf(string queue) => _senders.GetOrAdd(queue, client.CreateSender);
}
