namespace Messaging.Contracts.Client;

/// <summary>PUT /api/conversations/{id}/me: the caller's own view of a conversation. What is absent stays as it is.</summary>
public sealed record Preferences
{
    /// <summary>No notifications until then; a time in the past ends it.</summary>
    public DateTimeOffset? MutedUntil { get; init; }
    public bool? Pinned { get; init; }
    public bool? Archived { get; init; }

    /// <summary>The message at this seq and all after it count as unread, wherever the cursor is, until the cursor is next set; 0 takes it back.</summary>
    public long? UnreadFrom { get; init; }
}
