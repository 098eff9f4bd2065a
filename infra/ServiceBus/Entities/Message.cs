using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Entities;

enum MessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}

/// <summary>A message in an entity: what was sent, and what has become of it.</summary>
sealed class Message
{
    /// <summary>Key of its row in the journal, the same in whatever entity it lies.</summary>
    public required long Id { get; init; }
    public required Content Content { get; set; }
    public required long SequenceNumber { get; set; }
    public required long EnqueuedSequenceNumber { get; init; }
    public required DateTimeOffset EnqueuedAt { get; set; }
    public MessageState State { get; set; }
    public int DeliveryCount { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? DueAt { get; set; }
    public string? DeadLetterSource { get; set; }

    /// <summary>Held by a receiver at present.</summary>
    public Lock? Lock { get; set; }

    public string SessionId => Content.SessionId ?? "";

    internal static readonly Comparer<Message> BySequence =
        Comparer<Message>.Create((left, right) => left.SequenceNumber.CompareTo(right.SequenceNumber));
}
