using Messaging.ServiceBus.Config;
using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Storage;

abstract record JournalEntry;

/// <summary>The whole message, new or with changed content.</summary>
sealed record MessageStored(MessageRow Row, byte[] Content) : JournalEntry;

/// <summary>All but the content, which is unchanged.</summary>
sealed record MessageUpdated(MessageRow Row) : JournalEntry;

sealed record MessageRemoved(long Id) : JournalEntry;

sealed record SequenceAdvanced(int Entity, long Next) : JournalEntry;

sealed record SessionStateSet(int Entity, string Session, byte[]? State) : JournalEntry;

sealed record MessageIdSeen(int Entity, string MessageId, DateTimeOffset At) : JournalEntry;

sealed record MessageIdsForgotten(int Entity, DateTimeOffset Before) : JournalEntry;

/// <summary>A subscription's rules differ from those in the config, which are kept to see when it changes.</summary>
sealed record RulesChanged(int Entity, IReadOnlyList<RuleConfig> Declared, IReadOnlyList<RuleConfig> Rules) : JournalEntry;

/// <summary>A message's row; times in Unix milliseconds, as AMQP has them.</summary>
sealed record MessageRow(
    long Id, int Entity, long SequenceNumber, long EnqueuedSequenceNumber, long EnqueuedAt,
    int State, int DeliveryCount, long? DueAt, string? DeadLetterSource)
{
    internal static MessageRow Of(int entity, Message message) => new(
        message.Id, entity, message.SequenceNumber, message.EnqueuedSequenceNumber, message.EnqueuedAt.ToUnixTimeMilliseconds(),
        (int)message.State, message.DeliveryCount, message.DueAt?.ToUnixTimeMilliseconds(), message.DeadLetterSource);
}
