namespace Messaging.Contracts.Client;

/// <summary>Posted to a tenant's webhook: messages that call members, or reached them while they were away. At least once and in no order;
/// a message is the same by conversation, epoch and seq.</summary>
public sealed record MessagesMissed
{
    /// <summary><c>messages-missed</c></summary>
    public required string Type { get; init; }
    public required string Tenant { get; init; }
    public required string ConversationId { get; init; }
    public required string Epoch { get; init; }
    public required IReadOnlyList<MissedMessage> Messages { get; init; }
}

/// <param name="Entry">The message.</param>
/// <param name="Mentioned">Members whom it calls, wherever they are; <c>*</c> for everyone.</param>
/// <param name="Offline">Other members without a connection; nobody in a conversation that is too large to ask about each.</param>
public sealed record MissedMessage(Entry Entry, IReadOnlyList<string> Mentioned, IReadOnlyList<string> Offline);
