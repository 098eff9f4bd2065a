using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Plumbing.Queueing;

/// <summary>The failure path of a batch stage: a copy of the message comes back later, with growing delay; in the end it is dead-lettered.
/// An abandoned message would be redelivered at once and burn its ten deliveries within milliseconds.</summary>
public class RetryLater(QueueSender queues, TimeProvider time)
{
    public const string Attempt = "attempt", FirstSeen = "firstSeen";

    /// <summary>1 s, 2 s, 4 s … at most 5 minutes; twelve attempts span some 20 minutes.</summary>
    public const int MaxAttempts = 12;

    static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>Null when another attempt is due later; otherwise why the message belongs into the dead-letter queue.</summary>
    public virtual async Task<string?> TryAgainAsync(string queue, ServiceBusReceivedMessage message, Exception failure, CancellationToken ct)
    {
        var attempt = (message.ApplicationProperties.GetValueOrDefault(Attempt) as int? ?? 0) + 1;
        if (attempt >= MaxAttempts) return $"{attempt} attempts failed, the last with {failure.GetType().Name}";

        var copy = new ServiceBusMessage(message) { ScheduledEnqueueTime = time.GetUtcNow() + Delay(attempt) };
        copy.ApplicationProperties[Attempt] = attempt;
        copy.ApplicationProperties[FirstSeen] = message.ApplicationProperties.GetValueOrDefault(FirstSeen) ?? message.EnqueuedTime;
        // Duplicate detection would drop a copy with the same id; a sender may have given none, or one of the full 128 characters.
        copy.MessageId = Ids.Of(message.MessageId ?? $"{message.SequenceNumber}", $"{attempt}");
        await queues.SendAsync(queue, copy, ct);
        return null;
    }

    /// <summary>Settles a message that failed. Messages that did not fail are left to the host, which completes them.</summary>
    public virtual async Task SettleAsync(
        string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Exception failure, CancellationToken ct)
    {
        string? reason;
        try
        {
            reason = failure is JsonException bad ? $"Invalid {bad.Path ?? "body"}" : await TryAgainAsync(queue, message, failure, ct);
        }
        catch (Exception)
        {
            // Not even a copy can be sent. Redelivery is all that is left, and it must not touch the batch's other messages.
            await actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
            return;
        }
        // The copy is sent: whatever becomes of the invocation, this message must not come again beside it.
        if (reason is null) await actions.CompleteMessageAsync(message, CancellationToken.None);
        else await actions.DeadLetterMessageAsync(message, null, reason, failure.Message, CancellationToken.None);
    }

    /// <summary>Puts a message that was not begun at the end of its queue. That is no attempt: however often it happens, it is never dead-lettered.</summary>
    public virtual async Task PostponeAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken ct)
    {
        try
        {
            await queues.SendAsync(queue, new ServiceBusMessage(message) { MessageId = Ids.Of(message.MessageId ?? "", $"{message.SequenceNumber}") }, ct);
        }
        catch (Exception)
        {
            await actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
            return;
        }
        await actions.CompleteMessageAsync(message, CancellationToken.None);
    }

    public static TimeSpan Delay(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt - 1), LongestDelay.TotalSeconds));
}
