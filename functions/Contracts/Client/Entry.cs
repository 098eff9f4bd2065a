namespace Messaging.Contracts.Client;

/// <summary>One change of a conversation, at its place in the log. Clients skip kinds they do not know.</summary>
public sealed record Entry : IMessageContent
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

    /// <summary>Absent in a deleted message, and in an edit that a later edit or a deletion has superseded. The same holds for
    /// all content: format, structured content, attachments and mentions.</summary>
    public string? Text { get; init; }

    /// <summary>One of <see cref="TextFormats"/>; absent for plain text.</summary>
    public string? Format { get; init; }

    /// <summary>Structured content, opaque to the platform, in the media type of <see cref="ContentType"/>.</summary>
    public string? Content { get; init; }
    public string? ContentType { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>Users who are called, or <c>*</c> for everyone.</summary>
    public IReadOnlyList<string>? Mentions { get; init; }

    /// <summary>The seq of the message that this one answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The seq of the first message of the thread that this one belongs to.</summary>
    public long? Thread { get; init; }

    /// <summary>Answers in the thread that begins here; absent without any.</summary>
    public long? Replies { get; init; }

    /// <summary>How often a message has each reaction, those added first in front.</summary>
    public IReadOnlyList<ReactionCount>? Reactions { get; init; }

    /// <summary>What a reaction entry adds or takes back: an emoji or a short word.</summary>
    public string? Reaction { get; init; }

    /// <summary>The seq that an edit, a deletion, a reaction or a pin is about.</summary>
    public long? Target { get; init; }
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Members removed now may not come back until they are unbanned.</summary>
    public bool? Banned { get; init; }

    /// <summary>The new role of the member named; one of <see cref="MemberRoles"/>.</summary>
    public string? Role { get; init; }

    /// <summary>Until then the member named may only read; a time that has passed unmutes.</summary>
    public DateTimeOffset? MutedUntil { get; init; }
    public string? Title { get; init; }
    public string? ConversationKind { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public ConversationSettings? Settings { get; init; }
    public bool? Archived { get; init; }

    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>When the message's content goes away by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The seq of the last entry that changed this one: an edit, a deletion, a reaction, a pin or an answer. What it did, and all
    /// before it did, is in here already.</summary>
    public long? ChangedBy { get; init; }

    /// <summary>When a message's text was last changed.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When a message's text was taken out.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The same without what it says.</summary>
    public Entry Blank() => this with { Text = null, Format = null, Content = null, ContentType = null, Attachments = null, Mentions = null };
}

/// <summary>A file that lies elsewhere.</summary>
/// <param name="Url">Absolute, https.</param>
/// <param name="Name">As people see it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Attachment(string Url, string? Name = null, string? ContentType = null, long? Bytes = null);

public sealed record ReactionCount(string Reaction, int Count);

public static class TextFormats
{
    public const string Plain = "plain", Markdown = "markdown";
}
