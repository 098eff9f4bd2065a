using Messaging.Contracts.Client;

namespace Messaging.Contracts.Queue;

/// <summary>What a member wants of a conversation. Sender and client message id together take effect once for ever.</summary>
public sealed record Command : IMessageContent
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

    /// <summary>Content beside the text, as in <see cref="Client.Entry"/>.</summary>
    public string? Format { get; init; }
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public IReadOnlyList<string>? Mentions { get; init; }
    public long? ReplyTo { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? Reaction { get; init; }

    /// <summary>The seq of the message that an edit, a deletion, a reaction or a pin is about.</summary>
    public long? Target { get; init; }

    /// <summary>The client message id of the sender's message that expires.</summary>
    public string? TargetId { get; init; }

    /// <summary>Users to start with, to add, to remove, to invite, to uninvite, to ban, to unban or to change.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    public string? Title { get; init; }

    /// <summary>One of <see cref="ConversationKinds"/>, of a new conversation.</summary>
    public string? ConversationKind { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public ConversationSettings? Settings { get; init; }
    public bool? Archived { get; init; }
    public string? Role { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }
}

public static class CommandKinds
{
    public const string CreateConversation = "create-conversation";
    public const string SendMessage = "send-message";
    public const string EditMessage = "edit-message";
    public const string DeleteMessage = "delete-message";
    public const string AddMembers = "add-members";
    public const string RemoveMembers = "remove-members";
    public const string InviteMembers = "invite-members";

    /// <summary>By the invited user, who declines, or by somebody who withdraws the invitation.</summary>
    public const string UninviteMembers = "uninvite-members";
    public const string JoinConversation = "join-conversation";
    public const string BanMembers = "ban-members";
    public const string UnbanMembers = "unban-members";
    public const string ChangeMember = "change-member";
    public const string ChangeConversation = "change-conversation";

    /// <summary>About the other user of a direct conversation, whether it exists or not.</summary>
    public const string BlockUser = "block-user";
    public const string UnblockUser = "unblock-user";
    public const string AddReaction = "add-reaction";
    public const string RemoveReaction = "remove-reaction";
    public const string PinMessage = "pin-message";
    public const string UnpinMessage = "unpin-message";

    /// <summary>From Send itself, when a message's time is over.</summary>
    public const string ExpireMessage = "expire-message";

    /// <summary>From an operator, who needs not be a member: what the members named have said goes, and they leave.</summary>
    public const string EraseUser = "erase-user";

    /// <summary>From a service by queue <c>send</c>; its sender needs not be a member.</summary>
    public const string SendNotice = "send-notice";
}

public static class ConversationKinds
{
    /// <summary>Two users; the same pair always gets the same conversation.</summary>
    public const string Direct = "direct";
    public const string Group = "group";

    /// <summary>Few write, all read.</summary>
    public const string Channel = "channel";
}
