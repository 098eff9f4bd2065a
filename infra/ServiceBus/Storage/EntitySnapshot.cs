using Messaging.ServiceBus.Amqp;

namespace Messaging.ServiceBus.Storage;

/// <summary>What the journal kept of one entity.</summary>
sealed record EntitySnapshot(
    long NextSequence,
    IEnumerable<(string Session, byte[] State)> SessionStates,
    IEnumerable<(string Id, DateTimeOffset At)> MessageIds,
    IEnumerable<(MessageRow Row, Content Content)> Messages);
