namespace Messaging.Contracts.Client;

public static class EntryKinds
{
    public const string ConversationCreated = "conversation-created";
    public const string ConversationChanged = "conversation-changed";
    public const string Message = "message";
    public const string MessageEdited = "message-edited";
    public const string MessageDeleted = "message-deleted";
    public const string MessagePinned = "message-pinned";
    public const string MessageUnpinned = "message-unpinned";
    public const string ReactionAdded = "reaction-added";
    public const string ReactionRemoved = "reaction-removed";
    public const string MembersAdded = "members-added";
    public const string MembersRemoved = "members-removed";
    public const string MembersInvited = "members-invited";

    /// <summary>Invitations withdrawn, or declined if the sender is the one named.</summary>
    public const string MembersUninvited = "members-uninvited";
    public const string MembersUnbanned = "members-unbanned";
    public const string MemberChanged = "member-changed";

    /// <summary>From a service, not from a member; counts as no message.</summary>
    public const string Notice = "notice";
}
