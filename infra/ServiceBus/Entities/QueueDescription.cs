namespace Messaging.ServiceBus.Entities;

/// <summary>Settings of a queue or a subscription; names and defaults are the service's.</summary>
sealed record QueueDescription
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);
    public int MaxDeliveryCount { get; init; } = 10;
    public bool RequiresSession { get; init; }
    public bool RequiresDuplicateDetection { get; init; }
    public TimeSpan DuplicateDetectionHistoryTimeWindow { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;
    public bool DeadLetteringOnMessageExpiration { get; init; }
    public bool DeadLetteringOnFilterEvaluationExceptions { get; init; } = true;
    public int MaxSizeInMegabytes { get; init; } = 1024;

    /// <summary>A dead-letter queue keeps its messages: no time to live, no delivery limit, no sessions.</summary>
    internal QueueDescription ForDeadLetters() => new() { LockDuration = LockDuration, MaxDeliveryCount = int.MaxValue };
}
