namespace Messaging.Contracts.Queue;

/// <summary>What a member wants of a conversation. Sender and client message id together take effect once for ever.</summary>
public sealed record Command
{
    /// <summary>One of <see cref="CommandKinds"/>; an unknown kind is refused with <see cref="RejectionReasons.UnknownCommand"/>.</summary>
    public required string Kind { get; init; }
    public required string Tenant { get; init; }
    public required string ConversationId { get; init; }
    public required string Sender { get; init; }
    public required string ClientMessageId { get; init; }

    /// <summary>When Send accepted it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    public string? Text { get; init; }

    /// <summary>The seq of the message that an edit or a deletion is about.</summary>
    public long? Target { get; init; }

    /// <summary>Users to start with, to add or to remove.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    public string? Title { get; init; }

    /// <summary>One of <see cref="ConversationKinds"/>, of a new conversation.</summary>
    public string? ConversationKind { get; init; }
}

public static class CommandKinds
{
    public const string CreateConversation = "create-conversation";
    public const string SendMessage = "send-message";
    public const string EditMessage = "edit-message";
    public const string DeleteMessage = "delete-message";
    public const string AddMembers = "add-members";
    public const string RemoveMembers = "remove-members";
}

public static class ConversationKinds
{
    /// <summary>Two users; the same pair always gets the same conversation.</summary>
    public const string Direct = "direct";
    public const string Group = "group";
}
