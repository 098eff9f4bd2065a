using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Storage;

/// <summary>What the journal kept of one entity.</summary>
sealed record EntitySnapshot(
    long NextSequence,
    IReadOnlyList<(string Session, byte[] State)> SessionStates,
    IReadOnlyList<(string Id, DateTimeOffset At)> MessageIds,
    IReadOnlyList<(MessageRow Row, Content Content)> Messages);
