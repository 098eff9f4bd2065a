namespace Messaging.Contracts.Client;

/// <summary>The SignalR hub and its client methods; each has one argument, the record named beside it.</summary>
public static class Hub
{
    public const string Name = "messaging";

    /// <summary><see cref="EntriesEvent"/></summary>
    public const string Entries = "entries";
    /// <summary><see cref="TypingEvent"/></summary>
    public const string Typing = "typing";
    /// <summary><see cref="PresenceEvent"/></summary>
    public const string Presence = "presence";
    /// <summary><see cref="ReceiptsEvent"/></summary>
    public const string Receipts = "receipts";
    /// <summary><see cref="InboxEvent"/></summary>
    public const string Inbox = "inbox";
    /// <summary><see cref="RejectedEvent"/></summary>
    public const string Rejected = "rejected";
}

/// <summary>New entries in rising seq. One may come twice, and batches may overtake each other: order by seq, fetch a gap.</summary>
public sealed record EntriesEvent(string ConversationId, string Epoch, IReadOnlyList<Entry> Entries);

/// <summary>Shown for 10 s after the last one; clients repeat it every 8 s while the user types.</summary>
public sealed record TypingEvent(string ConversationId, string User);

/// <param name="User">Whose.</param>
/// <param name="Online">Whether any device is connected; an invisible user's are not shown.</param>
/// <param name="LastSeen">When the user was last online; absent while online, and where nothing is known or nothing may be seen.</param>
/// <param name="Status">One of <see cref="UserStatuses"/>, absent for available.</param>
/// <param name="StatusText">The user's own words.</param>
/// <param name="At">When it was so: drop an event that is older than what is shown.</param>
public sealed record PresenceEvent(
    string User, bool Online, DateTimeOffset? LastSeen = null, string? Status = null, string? StatusText = null, DateTimeOffset? At = null);

/// <summary>How far members have come; each reader at most once a second, none in large conversations.</summary>
public sealed record ReceiptsEvent(string ConversationId, IReadOnlyList<Receipt> Receipts);

/// <summary>The caller's own list changed on another device, or the caller was removed from the conversation or invited to it, or is no longer invited (false).</summary>
public sealed record InboxEvent(string ConversationId, long? ReadSeq = null, bool Removed = false, Preferences? Preferences = null, bool? Invited = null);

/// <summary>A command that was accepted with 202 has been refused.</summary>
public sealed record RejectedEvent(string ConversationId, string ClientMessageId, string Reason);
