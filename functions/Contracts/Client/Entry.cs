namespace Messaging.Contracts.Client;

/// <summary>One change of a conversation, at its place in the log. Clients skip kinds they do not know.</summary>
public sealed record Entry
{
    /// <summary>The place in the conversation's log: 1, 2, 3 … without a gap.</summary>
    public required long Seq { get; init; }

    /// <summary>One of <see cref="EntryKinds"/>.</summary>
    public required string Kind { get; init; }
    public required string Sender { get; init; }
    public required string ClientMessageId { get; init; }

    /// <summary>Never before the time of the entry before it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How many messages the conversation has up to and with this entry.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Absent in a deleted message, and in an edit that a later edit or a deletion has superseded.</summary>
    public string? Text { get; init; }

    /// <summary>The seq that an edit or a deletion is about.</summary>
    public long? Target { get; init; }
    public IReadOnlyList<string>? Members { get; init; }
    public string? Title { get; init; }
    public string? ConversationKind { get; init; }

    /// <summary>When a message's text was last changed.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When a message's text was taken out.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}

public static class EntryKinds
{
    public const string ConversationCreated = "conversation-created";
    public const string Message = "message";
    public const string MessageEdited = "message-edited";
    public const string MessageDeleted = "message-deleted";
    public const string MembersAdded = "members-added";
    public const string MembersRemoved = "members-removed";
}
