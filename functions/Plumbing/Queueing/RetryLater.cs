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
        // Duplicate detection would drop a copy with the same id.
        copy.MessageId = $"{message.MessageId}+{attempt}";
        await queues.SendAsync(queue, copy, ct);
        return null;
    }

    public static TimeSpan Delay(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt - 1), LongestDelay.TotalSeconds));
}
