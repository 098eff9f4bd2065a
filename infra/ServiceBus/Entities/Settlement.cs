namespace Messaging.ServiceBus.Entities;

enum Fate
{
    Complete,
    Abandon,
    Defer,
    DeadLetter,

    /// <summary>Given back undelivered: no failed delivery is counted.</summary>
    Release,
}

/// <summary>What a receiver decides about a message it holds, and application properties it sets on it.</summary>
sealed record Settlement(Fate Fate, IReadOnlyCollection<KeyValuePair<string, object?>>? Properties = null)
{
    internal const string Reason = "DeadLetterReason", Description = "DeadLetterErrorDescription";

    internal static Settlement DeadLetter(string reason, string description) =>
        new(Fate.DeadLetter, [new(Reason, reason), new(Description, description)]);
}
