namespace Messaging.Contracts.Client;

/// <summary>POST /api/conversations</summary>
public sealed record NewConversation
{
    /// <summary>Other members; the caller is always one.</summary>
    public IReadOnlyList<string>? Members { get; init; }
    public string? Title { get; init; }

    /// <summary>One of <see cref="Queue.ConversationKinds"/>, default <c>group</c>.</summary>
    public string? Kind { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public ConversationSettings? Settings { get; init; }

    /// <summary>Makes a retry safe: the same caller and id give the same conversation. Made by the server if absent.</summary>
    public string? ClientMessageId { get; init; }
}

/// <summary>PATCH /api/conversations/{id}: what is absent stays. Title, metadata are a moderator's to change, all else the owners'.</summary>
public sealed record ConversationChange
{
    public string? Title { get; init; }

    /// <summary>Takes the place of all that was there.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public ConversationSettings? Settings { get; init; }

    /// <summary>Nobody writes in an archived conversation, and nobody joins it.</summary>
    public bool? Archived { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>PATCH /api/conversations/{id}/members/{user}</summary>
public sealed record MemberChange
{
    /// <summary>One of <see cref="MemberRoles"/>; an owner's to give.</summary>
    public string? Role { get; init; }

    /// <summary>A moderator's to set, for members below; a time that has passed unmutes.</summary>
    public DateTimeOffset? MutedUntil { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>POST /api/conversations/{id}/members and /invitations</summary>
public sealed record NewMembers
{
    public IReadOnlyList<string>? Members { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>POST /api/conversations/{id}/messages: one message, or several in <see cref="Messages"/> that keep their order.</summary>
public sealed record NewMessages : IMessageContent
{
    public string? ClientMessageId { get; init; }
    public string? Text { get; init; }
    public string? Format { get; init; }
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public IReadOnlyList<string>? Mentions { get; init; }
    public long? ReplyTo { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When to send it all, at most <see cref="Limits.DaysAhead"/> days ahead; a time that has passed sends now.</summary>
    public DateTimeOffset? SendAt { get; init; }
    public IReadOnlyList<NewMessage>? Messages { get; init; }
}

public sealed record NewMessage : IMessageContent
{
    public string? ClientMessageId { get; init; }
    public string? Text { get; init; }
    public string? Format { get; init; }
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public IReadOnlyList<string>? Mentions { get; init; }
    public long? ReplyTo { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>PATCH /api/conversations/{id}/messages/{seq}: takes the place of the whole content.</summary>
public sealed record NewText : IMessageContent
{
    public string? Text { get; init; }
    public string? Format { get; init; }
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public IReadOnlyList<string>? Mentions { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>PUT /api/conversations/{id}/cursor</summary>
public sealed record NewCursor
{
    /// <summary>The caller has read up to this seq; a cursor only moves forward.</summary>
    public long? Seq { get; init; }

    /// <summary>A device of the caller has received everything up to this seq; what is read is received too.</summary>
    public long? Delivered { get; init; }
}
