namespace Messaging.Contracts.Client;

/// <summary>202: durable, and soon appended or answered with <c>rejected</c>.</summary>
/// <param name="ConversationId">Where to.</param>
/// <param name="ClientMessageIds">The ids under which the commands' fates are kept, in the order given.</param>
public sealed record Accepted(string ConversationId, IReadOnlyList<string> ClientMessageIds);

/// <summary>application/problem+json (RFC 9457), with the name of the field that is at fault.</summary>
public sealed record Problem
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Field { get; init; }
}

/// <summary>GET /api/conversations, latest activity first.</summary>
public sealed record ConversationList(IReadOnlyList<ConversationSummary> Conversations)
{
    /// <summary>Of all that is not muted, for a badge.</summary>
    public long Unread { get; init; }
    public long UnreadMentions { get; init; }
}

public sealed record ConversationSummary
{
    public required string ConversationId { get; init; }
    public required string Kind { get; init; }
    public string? Title { get; init; }
    public required string Epoch { get; init; }

    /// <summary>The last seq of the log.</summary>
    public required long Seq { get; init; }
    public required long ReadSeq { get; init; }

    /// <summary>Messages after the caller's cursor, or from <see cref="UnreadFrom"/> on; none from before the caller joined.</summary>
    public required long Unread { get; init; }

    /// <summary>Of these, those that mention the caller or everyone, up to 100.</summary>
    public int UnreadMentions { get; init; }

    /// <summary>Where the caller marked the conversation as unread.</summary>
    public long? UnreadFrom { get; init; }
    public DateTimeOffset? MutedUntil { get; init; }
    public bool Pinned { get; init; }
    public bool Archived { get; init; }
    public required int MemberCount { get; init; }
    public required DateTimeOffset LastActivity { get; init; }

    /// <summary>The other user of a direct conversation.</summary>
    public string? With { get; init; }
}

/// <summary>GET /api/conversations/{id}/messages, in rising seq.</summary>
/// <param name="More">Whether entries lie beyond this page in the direction asked for.</param>
public sealed record EntryPage(string ConversationId, string Epoch, IReadOnlyList<Entry> Entries, bool More)
{
    /// <summary>If there is more: what to give as <c>before</c>, or as <c>after</c> if the page was asked for by <c>after</c>, <c>at</c> or
    /// <c>thread</c>. A filtered page may hold little or nothing and still say where to go on.</summary>
    public long? Next { get; init; }
}

/// <summary>POST /api/sync</summary>
public sealed record SyncAnswer
{
    /// <summary>To be given the next time.</summary>
    public required string Token { get; init; }

    /// <summary>The token given was too old or not known: forget the local state and take this one.</summary>
    public bool Restart { get; init; }

    /// <summary>One answer did not hold everything: ask again at once, with the new token.</summary>
    public bool More { get; init; }
    public required IReadOnlyList<ConversationSummary> Changed { get; init; }

    /// <summary>Of those in <see cref="Changed"/> whose log is longer than the device knew, or another.</summary>
    public IReadOnlyList<MissedEntries> Missed { get; init; } = [];
    public required IReadOnlyList<string> Removed { get; init; }
}

/// <summary>GET /api/presence?users=a,b, POST /api/presence/query, and the answer to <c>watch</c>, in the order asked for.</summary>
public sealed record PresenceList(IReadOnlyList<PresenceEvent> Users);

/// <summary>POST /api/negotiate, as SignalR clients expect it.</summary>
public sealed record Negotiated(string Url, string AccessToken);
